import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FaultsError } from '../../src/core/rules/fault';
import type { DispatchResponse } from '../../src/core/response';
import { badRequest, notFound } from '../http/http-fault';
import { registerClockRoutes } from './clock-routes';
import type { ControlContext } from './control-context';
import { registerFaultRoutes } from './fault-routes';
import { restOf, waitUntilIdle } from './idle';
import { registerOutboxRoutes } from './outbox-routes';
import { flag, queryOf, wholeNumber } from './query-terms';
import { recordedEvents } from './recorded-events';
import { jsonBody, parseTerm } from './request-body';

/** As long as a client waits for an answer at most. */
const DEFAULT_IDLE_MS = 60_000;

/** `/_emulator`: what no Google service has, for tests and people. */
export function registerControlRoutes(app: FastifyInstance, context: ControlContext): void {
  const { emulator, dispatches, version, controlClock, faults } = context;

  app.get('/_emulator/health', (_request, reply) =>
    reply.send({ status: 'ok', version, ...restOf(context), dispatches: Object.fromEntries(dispatches?.counts() ?? []) }),
  );

  app.get('/_emulator/unsupported', (_request, reply) =>
    reply.send({ unsupported: [...emulator.unsupported.counts()].map(([what, count]) => ({ what, count })) }),
  );

  app.get('/_emulator/dispatches', (request, reply) => {
    const query = queryOf(request, ['jobId', 'limit']);
    const found = dispatches?.list(query.get('jobId')) ?? [];
    const limit = wholeNumber(query, 'limit', found.length);
    return reply.send({ dispatches: limit === 0 ? [] : found.slice(-limit) });
  });

  app.post('/_emulator/events', async (request) => {
    queryOf(request, []);
    const responses: (DispatchResponse | undefined)[] = [];
    for (const event of recordedEvents(request)) responses.push(await emulator.deliver(event));
    // What a disturbance lost on the way has no answer.
    return { responses: responses.filter((response) => response !== undefined) };
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/_emulator/idle',
    handler: async (request) => {
      await waitUntilIdle(context, wholeNumber(queryOf(request, ['timeoutMs']), 'timeoutMs', DEFAULT_IDLE_MS));
      return { idle: true, ...restOf(context) };
    },
  });

  app.post('/_emulator/reset', async (request) => {
    const replay = flag(queryOf(request, ['replay']), 'replay');
    if (!context.reset) throw badRequest('this emulator was not started on a workspace, so there is none to go back to');
    try {
      await context.reset({ replay });
    } catch (error) {
      if (error instanceof FaultsError) throw badRequest(error.message);
      throw error;
    }
    return { status: 'ok' };
  });

  app.post('/_emulator/export', (request, reply) => {
    const { folder } = parseTerm(z.strictObject({ folder: z.string().optional() }), jsonBody(request) ?? {});
    const target = context.export;
    if (!target) throw badRequest('no folder to export to: start the emulator with --export DIR');
    if (folder !== undefined && path.resolve(folder) !== target.folder) throw badRequest(`only the folder that was given at the start is written to: ${target.folder}`);
    target.write();
    return reply.send({ folder: target.folder });
  });

  if (controlClock) registerClockRoutes(app, controlClock);
  registerFaultRoutes(app, faults);
  registerOutboxRoutes(app, emulator.outbox);
  app.all('/_emulator/*', ({ method, url }) => {
    throw notFound(`there is no ${method} ${url.split('?', 1)[0] ?? ''}; see docs/emulator.md for what there is`);
  });
}
