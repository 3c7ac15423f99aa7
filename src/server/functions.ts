import { cloudEvent, http, type HttpFunction } from '@google-cloud/functions-framework';
import type { Service } from './service';

/**
 * Registers with the Functions Framework (https://cloud.google.com/functions/docs/functions-framework): `dispatch` takes
 * CloudEvents, `dispatchHttp` pushes of Pub/Sub and CloudEvents as requests, `sweep` sweeps.
 * @param open opens the service; called once, with the first event
 */
export function registerFunctions(open: () => Service): void {
  let opened: Service | undefined;
  const service = (): Service => (opened ??= open());

  const page = (path: string): HttpFunction => async (request, response) => {
    const readBody = (maxBytes: number): Promise<Uint8Array | undefined> => {
      const body = request.rawBody ?? Buffer.alloc(0);
      return Promise.resolve(body.length > maxBytes ? undefined : body);
    };
    const { status, headers = {}, body } = await service().answer({ method: request.method, path, headers: request.headers, readBody });
    response.status(status).set(headers);
    if (body) response.json(body);
    else response.end();
  };

  cloudEvent('dispatch', (event: unknown) => service().takeCloudEvent(event));
  http('dispatchHttp', page('/'));
  http('sweep', page('/sweep'));
}
