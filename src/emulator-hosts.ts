/** Where emulators are asked instead of Google, by the variables that Google's own clients know. */
export interface EmulatorHosts {
  readonly bigquery?: string;
  readonly storage?: string;
  readonly pubsub?: string;
}

export function emulatorsOf(environment: Readonly<Record<string, string | undefined>>): EmulatorHosts {
  return {
    bigquery: urlOf(environment['BIGQUERY_EMULATOR_HOST']),
    storage: urlOf(environment['STORAGE_EMULATOR_HOST']),
    pubsub: urlOf(environment['PUBSUB_EMULATOR_HOST']),
  };
}

/** Named as `host:port` or by a URL. */
function urlOf(host = ''): string | undefined {
  if (host === '') return undefined;
  return host.includes('://') ? host : `http://${host}`;
}
