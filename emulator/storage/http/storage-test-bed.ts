import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { createHttpApp } from '../../http/http-app';
import { createUnsupportedLog } from '../../http/unsupported-log';
import { createManualClock, type ManualClock } from '../../manual-clock';
import { createStorageState, type StorageState } from '../storage-state';
import { registerStorageRoutes } from './storage-routes';

/** An application with Cloud Storage alone, for tests: its clock stands at 2024-03-01 08:00 UTC, and it has the bucket `data`. */
export interface StorageTestBed {
  readonly app: FastifyInstance;
  readonly storage: StorageState;
  readonly clock: ManualClock;
  /** A request as `METHOD /path`; an object as payload goes as JSON. */
  readonly call: (line: string, payload?: InjectOptions['payload'], headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  /** As `call`, for its JSON; throws where the status is not 200. */
  readonly json: (line: string, payload?: InjectOptions['payload'], headers?: Record<string, string>) => Promise<Record<string, unknown>>;
  /** Puts an object by a media upload. */
  readonly put: (name: string, content: string | Buffer, headers?: Record<string, string>) => Promise<Record<string, unknown>>;
}

export function createStorageTestBed(): StorageTestBed {
  const clock = createManualClock(new Date('2024-03-01T08:00:00Z'));
  const storage = createStorageState({ clock });
  storage.createBucket('data');
  const app = createHttpApp(createUnsupportedLog());
  let lastId = 0;
  registerStorageRoutes(app, { storage, clock, newId: () => `id-${++lastId}` });

  const call: StorageTestBed['call'] = (line, payload, headers) => {
    const [method, url = ''] = line.split(' ');
    return app.inject({ method: method as 'GET', url, payload, headers: { host: 'localhost:9050', ...headers } });
  };
  const json: StorageTestBed['json'] = async (line, payload, headers) => {
    const reply = await call(line, payload, headers);
    if (reply.statusCode !== 200) throw new Error(`${line}: ${reply.statusCode} ${reply.payload}`);
    return reply.json();
  };
  return {
    app,
    storage,
    clock,
    call,
    json,
    put: (name, content, headers) => json(`POST /upload/storage/v1/b/data/o?uploadType=media&name=${encodeURIComponent(name)}`, content, { 'content-type': 'text/plain', ...headers }),
  };
}
