import type { FastifyInstance } from 'fastify';
import type { Clock } from '../src/core/ports/clock';
import { registerBigQueryRoutes } from './bigquery/http/bigquery-routes';
import type { ControlContext } from './control/control-context';
import { registerControlRoutes } from './control/control-routes';
import { addFaultHook } from './control/fault-hook';
import { createFaults } from './control/faults';
import { addMetadataServer } from './control/metadata-server';
import { addRetryTestHooks } from './control/retry-test/retry-test-hooks';
import { registerRetryTestRoutes } from './control/retry-test/retry-test-routes';
import { createRetryTests } from './control/retry-test/retry-tests';
import type { Emulator } from './emulator';
import type { Random } from './events/random';
import { createHttpApp } from './http/http-app';
import { registerStorageRoutes } from './storage/http/storage-routes';

/** What a server stands on; all that is optional is refused where it is missing. */
export interface ServerOptions extends Partial<Omit<ControlContext, 'emulator' | 'faults'>> {
  readonly emulator: Emulator;
  /** The time that the services live in. */
  readonly clock: Clock;
  /** A name that nothing else has. */
  readonly newId: () => string;
  /** For faults that come by chance. */
  readonly random?: Random;
  /** The project of the metadata server. */
  readonly projectId?: string;
}

/**
 * The emulator over HTTP: BigQuery, Cloud Storage, `/retry_test` and `/_emulator`. It neither listens nor owns the
 * emulator: `app.listen` or a front door makes it reachable, `app.inject` asks it directly.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { emulator, clock, newId, random = () => 0, wall = clock, version = '0.0.0', projectId = 'local-project' } = options;
  const { unsupported } = emulator;
  const faults = createFaults({ random, newId });
  const retryTests = createRetryTests(newId);
  const app = createHttpApp(unsupported);

  addFaultHook(app, { faults, wall });
  addMetadataServer(app, { projectId });
  addRetryTestHooks(app, { tests: retryTests, wall });
  registerRetryTestRoutes(app, retryTests);
  registerControlRoutes(app, { ...options, faults, wall, version });
  registerBigQueryRoutes(app, { bigquery: emulator.bigquery, clock, newId });
  registerStorageRoutes(app, { storage: emulator.storage, clock, newId });
  return app;
}
