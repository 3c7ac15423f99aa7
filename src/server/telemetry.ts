import type { DispatchResponse } from '../core/response';
import type { SweepReport } from '../core/sweep';

/** What of the service is measured. */
export interface Telemetry {
  /** @param traceparent of the request, where it had one (W3C Trace Context) */
  event(response: DispatchResponse, traceparent: string | undefined): void;
  sweep(report: SweepReport, now: Date): void;
  /** A call of a port is tried again. */
  retry(): void;
}
