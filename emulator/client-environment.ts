/** The environment that leads Google's clients to an emulator, by the names that they read. */
export type ClientEnvironment = ReadonlyMap<string, string>;

/** @param place where the emulator listens; every address (`0.0.0.0`, `::`) is reached through the machine's own */
export function clientEnvironment({ host, port }: { host: string; port: number }, projectId: string): ClientEnvironment {
  const reachable = host === '0.0.0.0' || host === '::' || host === '' ? '127.0.0.1' : host;
  const address = `${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  return new Map([
    ['BIGQUERY_EMULATOR_HOST', `http://${address}`],
    ['STORAGE_EMULATOR_HOST', `http://${address}`],
    ['GOOGLE_CLOUD_PROJECT', projectId],
    // Where clients look for credentials when they find none: the emulator hands out a token that nobody checks.
    ['GCE_METADATA_HOST', address],
    ['GCE_METADATA_IP', address],
  ]);
}

/** Lines for a shell, as `eval` takes them. */
export function exportLines(environment: ClientEnvironment): string {
  return [...environment].map(([name, value]) => `export ${name}=${shellQuoted(value)}\n`).join('');
}

function shellQuoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
