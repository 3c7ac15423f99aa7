import { pino, type DestinationStream } from 'pino';
import type { Clock } from '../../core/ports/clock';
import type { Log, Severity } from '../../server/log';

const METHODS = { INFO: 'info', WARNING: 'warn', ERROR: 'error' } as const satisfies Record<Severity, string>;

/** Lines of JSON as Cloud Logging reads them: https://cloud.google.com/logging/docs/structured-logging. */
export function createPinoLog(destination: DestinationStream, clock: Clock): Log {
  const severities = new Map<string, Severity>([['info', 'INFO'], ['warn', 'WARNING'], ['error', 'ERROR']]);
  const logger = pino(
    {
      base: undefined,
      messageKey: 'message',
      timestamp: () => `,"time":"${clock.now().toISOString()}"`,
      formatters: { level: (label) => ({ severity: severities.get(label) }) },
    },
    destination,
  );
  return (severity, message, fields = {}) => logger[METHODS[severity]](fields, message);
}
