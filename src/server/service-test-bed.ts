import type { JobEvent } from '../core/job-event';
import type { DispatchResponse } from '../core/response';
import type { SweepReport } from '../core/sweep';
import { createManualClock } from '../../emulator/manual-clock';
import type { HttpAnswer } from './http-message';
import { createService, type Running, type Service } from './service';

/** A line of the log. */
export interface Line {
  readonly severity: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** A service over a dispatcher that answers as it is told. */
export interface ServiceBed {
  readonly service: Service;
  readonly lines: Line[];
  readonly dispatched: JobEvent[];
  post(headers: Readonly<Record<string, string>>, body: unknown, path?: string): Promise<HttpAnswer>;
}

export const LINKED = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

/** A sweep that found nothing to do. */
export const SWEPT = { Complete: true, States: 0, Tasks: 0, Jobs: 0, Answers: {}, WaitingTasks: [], Started: '2024-03-01T10:00:00.000Z', TimeTakenMs: 0 } satisfies SweepReport;

export interface ServiceBedOptions extends Partial<Running> {
  readonly answers?: Partial<DispatchResponse>;
  /** Why there is no good configuration. */
  readonly broken?: Error;
}

export function createServiceBed({ answers = {}, broken, ...running }: ServiceBedOptions = {}): ServiceBed {
  const lines: Line[] = [];
  const dispatched: JobEvent[] = [];
  const clock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  const dispatch = (event: JobEvent): Promise<DispatchResponse> => {
    dispatched.push(event);
    const { eventId: EventID, projectId, jobId, location } = event;
    return Promise.resolve({ Status: 'ok', EventID, JobRef: { projectId, jobId, location }, Matched: true, Actions: [], Started: clock.now().toISOString(), TimeTakenMs: 5, ...answers });
  };
  const service = createService({
    running: () =>
      broken ? Promise.reject(broken) : Promise.resolve({ dispatcher: { dispatch }, sweep: () => Promise.resolve(SWEPT), checkCaller: () => Promise.resolve(undefined), trustsPlatform: true, ...running }),
    clock,
    log: (severity, message, fields) => void lines.push({ severity, message, ...fields }),
    telemetry: { event: () => undefined, sweep: () => undefined, retry: () => undefined },
    projectId: 'shop',
  });
  return {
    service,
    lines,
    dispatched,
    post: (headers, body, path = '/') =>
      service.answer({
        method: 'POST',
        path,
        headers,
        readBody: (maxBytes) => {
          const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
          return Promise.resolve(bytes.length > maxBytes ? undefined : bytes);
        },
      }),
  };
}
