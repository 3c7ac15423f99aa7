import type { FastifyInstance } from 'fastify';
import { createHttpApp } from '../../http/http-app';
import { createUnsupportedLog } from '../../http/unsupported-log';
import { createManualClock, type ManualClock } from '../../manual-clock';
import { createObjectStore } from '../../storage/object-store';
import { createStorageState } from '../../storage/storage-state';
import { createBigQueryState, type BigQueryState, type BigQueryStateOptions } from '../bigquery-state';
import { registerBigQueryRoutes } from './bigquery-routes';

/** The members that tests look for. */
type Name =
  | '0' | 'access' | 'baseUrl' | 'bindings' | 'configuration' | 'copiedRows' | 'copy' | 'datasetId'
  | 'datasetReference' | 'datasets' | 'definitionBody' | 'description' | 'email' | 'error' | 'errorResult' | 'errors'
  | 'etag' | 'expirationTime' | 'f' | 'fields' | 'friendlyName' | 'id' | 'index' | 'insertErrors'
  | 'job' | 'jobComplete' | 'jobId' | 'jobReference' | 'jobType' | 'jobs' | 'kind' | 'labels'
  | 'list' | 'location' | 'message' | 'methods' | 'name' | 'nextPageToken' | 'numDmlAffectedRows' | 'numRows'
  | 'pageToken' | 'parameters' | 'projects' | 'query' | 'reason' | 'request' | 'resources' | 'routineId'
  | 'routineReference' | 'routines' | 'rows' | 'schema' | 'schemas' | 'state' | 'stateFilter' | 'statistics'
  | 'status' | 'tables' | 'timePartitioning' | 'totalBytesProcessed' | 'totalItems' | 'totalRows' | 'type' | 'user_email'
  | 'v' | 'view';

/** A JSON value that a test looks into, whatever it is. */
export type Json = string & { readonly [name in Name]: Json };

/** The items of a JSON list; none where it is absent. */
export function list(json: Json | undefined): readonly Json[] {
  return (json ?? []) as unknown as readonly Json[];
}

/** The members of a JSON object. */
export function members(json: Json): Readonly<Record<string, Json | undefined>> {
  return json as unknown as Readonly<Record<string, Json>>;
}

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Readonly<Record<string, unknown>>;
}

type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** For tests: the API over an emulated BigQuery with the dataset `p:d`, on a clock that stands still. */
export interface HttpTestBed {
  readonly app: FastifyInstance;
  readonly clock: ManualClock;
  readonly state: BigQueryState;
  /** Sends a request below `/bigquery/v2`, a JSON body unless it is a text, and moves time on where a query waits. */
  readonly send: Send;
  /** As `send`, with headers. */
  readonly sendWith: (headers: Readonly<Record<string, string>>) => Send;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: unknown) => Promise<Answer>;
}

export function createHttpTestBed(options: Partial<BigQueryStateOptions> = {}): HttpTestBed {
  const clock = createManualClock(new Date('2024-03-01T08:00:00Z'));
  const state = createBigQueryState({ clock, objects: createObjectStore(createStorageState({ clock })), ...options });
  state.createDataset({ projectId: 'p', datasetId: 'd' });
  const app = createHttpApp(createUnsupportedLog());
  let ids = 0;
  registerBigQueryRoutes(app, { bigquery: state, clock, newId: () => `id-${ids++}` });

  const sendWith = (headers: Readonly<Record<string, string>>): Send => async (method, path, body) => {
    const payload = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    const url = path.startsWith('//') ? path.slice(1) : `/bigquery/v2${path}`;
    const answered = app.inject({ method: method as 'GET', url, headers: { ...type, ...headers }, ...(payload !== undefined && { payload }) });
    // Only queries wait for jobs.
    const response = await (path.includes('/queries') ? clock.settle(answered) : answered);
    const text = response.payload;
    return { status: response.statusCode, body: (text === '' ? undefined : JSON.parse(text)) as Json, headers: response.headers };
  };
  const send = sendWith({});

  return { app, clock, state, send, sendWith, get: (path) => send('GET', path), post: (path, body) => send('POST', path, body) };
}
