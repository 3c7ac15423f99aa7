import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { metrics, trace } from '@opentelemetry/api';
import type { DestinationStream } from 'pino';
import { createIdTokenCheck, type SigningKeys } from './adapters/auth/id-token-check';
import { createGcpBigQuery } from './adapters/gcp/bigquery';
import { createLateObjectStore } from './adapters/gcp/late-object-store';
import { createGcsObjectStore } from './adapters/gcp/object-store';
import { openGoogleClients } from './adapters/gcp/open-clients';
import { createPinoLog } from './adapters/log/pino-log';
import { openOutgoing } from './adapters/open-outgoing';
import { systemClock as clock } from './adapters/system-clock';
import { createOtelTelemetry } from './adapters/telemetry/otel-telemetry';
import { readConfigText } from './config/config-text';
import { loadConfig } from './config/load-config';
import type { DispatchConfig } from './core/dispatch-config';
import { createDispatcher } from './core/dispatcher';
import type { Outgoing } from './core/ports/outgoing';
import { createRetrier, withRetries } from './core/retry';
import { createSweep } from './core/sweep';
import { emulatorsOf } from './emulator-hosts';
import { callerRule } from './server/caller-check';
import type { Log } from './server/log';
import { createRenewed } from './server/renewed';
import { createService, type Running, type Service } from './server/service';

/** The environment, of which README and docs/production.md name the variables that count. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProductionOptions {
  readonly environment: Environment;
  /** Where lines of the log go. */
  readonly out: DestinationStream;
  readonly version: string;
  /** The keys that ID tokens are signed with; Google's unless given. */
  readonly keys?: () => Promise<SigningKeys>;
}

/** How callers are checked: the same for every version of the routes. */
type Callers = Pick<Running, 'checkCaller' | 'trustsPlatform'>;

/** The service on Google Cloud, or wherever the environment leads its clients. */
export interface Production {
  readonly service: Service;
  readonly log: Log;
  /** Reads the configuration. Rejects with CONFIG_INVALID and so on; an event that comes does the same. */
  readonly start: () => Promise<void>;
}

/** Puts the core on Google's clients, which are loaded with the first event. */
export function openProduction({ environment, out, version, keys }: ProductionOptions): Production {
  const log = createPinoLog(out, clock);
  const projectId = environment['GOOGLE_CLOUD_PROJECT'] ?? environment['GCLOUD_PROJECT'];
  const emulators = emulatorsOf(environment);
  const telemetry = createOtelTelemetry({ tracer: trace.getTracer('bq-dispatch', version), meter: metrics.getMeter('bq-dispatch', version) });
  const retries = { clock, random: Math.random, onRetry: () => telemetry.retry() };
  let opened: ReturnType<typeof openPorts> | undefined;
  let checked: Callers | undefined;
  const ports = (): ReturnType<typeof openPorts> => (opened ??= openPorts());
  const objects = withRetries(createLateObjectStore(async () => (await ports()).objects), retries);

  async function openPorts() {
    const clients = await openGoogleClients({ projectId, emulators });
    return { objects: createGcsObjectStore(clients), bigquery: withRetries(createGcpBigQuery({ ...clients, clock, retried: createRetrier(retries) }), retries) };
  }

  async function load(): Promise<DispatchConfig> {
    const text = await readConfigText(environment['CONFIG'] ?? '', { objects, readFile: (file) => readFileSync(file, 'utf8') });
    return loadConfig({ ...text, given: { environment }, objects });
  }

  function callers({ auth }: DispatchConfig): Callers {
    const rule = callerRule(auth, environment['K_SERVICE'] !== undefined);
    if (rule.mode === 'oidc') return { checkCaller: createIdTokenCheck({ ...rule, keys }), trustsPlatform: false };
    if (rule.mode === 'none') log('WARNING', 'callers are not checked, since Auth.Mode is none: whoever reaches this service can send it events');
    return { checkCaller: () => Promise.resolve(undefined), trustsPlatform: true };
  }

  function build(config: DispatchConfig): () => Promise<Running> {
    checked ??= callers(config);
    const known = checked;
    let running: Promise<Running> | undefined;
    return () => (running ??= run(config, known));
  }

  async function run(config: DispatchConfig, known: Callers): Promise<Running> {
    const { bigquery } = await ports();
    const dispatcher = createDispatcher({ config, objects, bigquery, outgoing, clock, newHolder: randomUUID });
    return { dispatcher, sweep: createSweep({ config, objects, bigquery, clock, dispatcher, projectId: config.projectId ?? projectId }), ...known };
  }

  const outgoing = retriedOutgoing(openOutgoing({ clock, userAgent: `bq-dispatch/${version}`, allowInside: false, pubsubUrl: emulators.pubsub }));
  const current = createRenewed({ load, build, objects, clock, log });
  return {
    log,
    service: createService({ running: async () => (await current())(), clock, log, telemetry, projectId }),
    start: async () => {
      await current();
    },
  };

  function retriedOutgoing({ http, slack, publisher, secrets }: Outgoing): Outgoing {
    return { http: withRetries(http, retries), slack: withRetries(slack, retries), publisher: withRetries(publisher, retries), secrets: withRetries(secrets, retries) };
  }
}
