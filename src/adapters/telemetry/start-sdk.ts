/** Variables that name an exporter; see https://opentelemetry.io/docs/languages/sdk-configuration/general/. */
const EXPORTERS = ['OTEL_TRACES_EXPORTER', 'OTEL_METRICS_EXPORTER', 'OTEL_LOGS_EXPORTER'] as const;

/**
 * Starts the SDK of OpenTelemetry where the standard variables ask for it: an exporter by its name (`otlp`, `console`), or
 * `OTEL_EXPORTER_OTLP_ENDPOINT` for traces and metrics. Nothing is sent otherwise, and the SDK is not loaded.
 * @param environment the process's own, which the SDK reads; exporters that nobody asked for are set to `none` in it
 * @returns sends what is left and stops
 */
export async function startTelemetrySdk(environment: Record<string, string | undefined>): Promise<() => Promise<void>> {
  const hasEndpoint = Boolean(environment['OTEL_EXPORTER_OTLP_ENDPOINT']);
  const isWanted = (name: string): boolean => (environment[name] ?? 'none') !== 'none' || (environment[name] === undefined && hasEndpoint && name !== 'OTEL_LOGS_EXPORTER');
  if (environment['OTEL_SDK_DISABLED'] === 'true' || !EXPORTERS.some(isWanted)) return () => Promise.resolve();
  for (const name of EXPORTERS) environment[name] ??= isWanted(name) ? 'otlp' : 'none';
  environment['OTEL_SERVICE_NAME'] ??= 'bq-dispatch';
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ instrumentations: [] });
  sdk.start();
  return () => sdk.shutdown();
}
