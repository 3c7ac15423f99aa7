import type { ErrorReport } from '../core/errors';
import type { DispatchResponse } from '../core/response';
import type { LogFields, Severity } from './log';

const SEVERITIES: Readonly<Record<DispatchResponse['Status'], Severity>> = { ok: 'INFO', noMatch: 'INFO', ignored: 'INFO', duplicate: 'INFO', retry: 'WARNING', error: 'ERROR' };

/** Texts of events are others' to write. */
const LONGEST_ID = 200;

/** A line of the log about one event: its outcome, job and actions, without requests, SQL or what stood in quotes. */
export function eventLine(response: DispatchResponse): [severity: Severity, message: string, fields: LogFields] {
  const { Status, EventID, JobRef, Reason, Matched, MatchedBy, MatchedURL, Route, Actions, Error: error, JobError, Mode, RecordURL, TimeTakenMs } = response;
  const job = JobRef && `${JobRef.projectId}:${JobRef.location ?? ''}.${JobRef.jobId}`;
  const fields = {
    outcome: Status,
    eventId: EventID.slice(0, LONGEST_ID),
    job,
    reason: Reason,
    ...(Matched && { matchedBy: MatchedBy, task: MatchedURL, route: Route?.Name ?? Route?.Index }),
    mode: Mode,
    ...(Actions.length > 0 && {
      actions: Actions.map(({ Action, Position, Status: outcome, JobID, Error: failure, TimeTakenMs: timeTakenMs }) => ({ action: Action, position: Position, outcome, jobId: JobID, error: failure?.Code, timeTakenMs })),
    }),
    error: error && errorFields(error),
    jobError: JobError && { reason: JobError.reason, message: withoutQuotes(JobError.message ?? '') },
    record: RecordURL,
    timeTakenMs: TimeTakenMs,
  };
  return [SEVERITIES[Status], `${Status}${job === undefined ? '' : ` ${job}`}${error ? `: ${error.Code}` : ''}`, fields];
}

/** An error as lines of the log tell it. */
export function errorFields({ Code, Message, Hint }: ErrorReport): LogFields {
  return { code: Code, message: withoutQuotes(Message), hint: Hint };
}

/** Error messages quote literals of SQL, values of rows and headers; of these a log says nothing. */
function withoutQuotes(text: string): string {
  return text
    .replace(/"(?:[^"\\]|\\.)*("|$)|'(?:[^'\\]|\\.)*('|$)/g, '"…"')
    .replace(/\b(?:Bearer\s+\S+|xox[a-z]-[\w-]+|ya29\.[\w-]+|eyJ[\w-]+\.[\w-]+\.[\w-]+)/gi, '…');
}
