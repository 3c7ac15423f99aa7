import type { EventHeaders } from '../events/http-event';
import type { LogFields } from './log';

const TRACEPARENT = /^[0-9a-f]{2}-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})/;
const CLOUD_TRACE = /^(?<trace>[0-9a-f]{32})(?:\/(?<span>\d{1,20}))?(?:;o=(?<flags>\d))?/;

/**
 * The fields that join a line to its request in Cloud Logging, from `traceparent` (https://www.w3.org/TR/trace-context/) or
 * `X-Cloud-Trace-Context`; none without either.
 * @param projectId the project of the trace; its bare ID is told where that is not known
 */
export function traceFields(headers: EventHeaders, projectId: string | undefined): LogFields {
  const found = match(headers['traceparent'], TRACEPARENT) ?? match(headers['x-cloud-trace-context'], CLOUD_TRACE);
  if (!found) return {};
  const { trace, span, flags, decimal } = found;
  return {
    'logging.googleapis.com/trace': projectId === undefined ? trace : `projects/${projectId}/traces/${trace}`,
    ...(span !== undefined && { 'logging.googleapis.com/spanId': decimal ? BigInt(span).toString(16).padStart(16, '0') : span }),
    'logging.googleapis.com/trace_sampled': flags !== undefined && Number.parseInt(flags, 16) % 2 === 1,
  };
}

function match(header: string | readonly string[] | undefined, form: RegExp): { trace?: string; span?: string; flags?: string; decimal: boolean } | undefined {
  const found = typeof header === 'string' ? form.exec(header)?.groups : undefined;
  return found && { ...found, decimal: form === CLOUD_TRACE };
}
