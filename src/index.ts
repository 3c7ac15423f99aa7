/**
 * The face of the library: the dispatcher over ports of your own, with its configuration and events. Adapters to Google
 * Cloud and the emulator are programs of the package.
 */
export { loadConfig, type ConfigSource } from './config/load-config';
export type { DispatchConfig } from './core/dispatch-config';
export { createDispatcher, type Dispatcher, type DispatcherOptions } from './core/dispatcher';
export { DispatchError, ERROR_CATALOGUE, type ErrorCode, type ErrorReport } from './core/errors';
export type { IgnoredEvent, JobEvent } from './core/job-event';
export type { JobResource } from './core/job-resource';
export type { BigQuery } from './core/ports/bigquery';
export type { Clock } from './core/ports/clock';
export type { ObjectStore } from './core/ports/object-store';
export type { Outgoing } from './core/ports/outgoing';
export { createRedrive } from './core/redrive';
export { answerTo, type DispatchResponse } from './core/response';
export { withRetries } from './core/retry';
export { FaultsError } from './core/rules/fault';
export { listRuns, type RunStatus } from './core/run-status';
export { createSweep, type SweepReport } from './core/sweep';
export { decodeEvent } from './events/decode-event';
export { decodeHttpEvent } from './events/http-event';
