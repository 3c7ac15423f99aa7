import type { When } from '../src/core/filter';
import { describeJob } from '../src/core/job';
import type { JobEvent } from '../src/core/job-event';
import type { ActionOutcome } from '../src/core/job-state';
import type { DispatchResponse } from '../src/core/response';
import type { RouteRule } from '../src/core/rules/route-rule';

const MARKS = { ok: '✓', error: '✗', skipped: '-', notRun: '·' } as const;
const MAX_TEXT = 160;

/** A dispatch for people: the job, what matched and why, each action with its effect, where the record went. */
export function formatAccount(response: DispatchResponse, event: JobEvent | undefined, routes: readonly RouteRule[]): string {
  const lines = [`${response.Status.padEnd(9)} ${describeEvent(response, event)}`];
  if (response.Reason) lines.push(response.Reason);
  if (response.JobError) lines.push(`the job failed: ${short(response.JobError.message ?? response.JobError.reason ?? 'no message')}`);
  const match = describeMatch(response, routes);
  if (match) lines.push(match);
  lines.push(...response.Actions.map(describeAction));
  if (response.Error) lines.push(response.Error.Code, ...response.Error.Message.split('\n').map(printable), `→ ${response.Error.Hint}`);
  if (response.RecordURL) lines.push(`record ${printable(response.RecordURL)}`);
  return lines.join('\n          ');
}

function describeEvent({ JobRef: ref, EventID }: DispatchResponse, event: JobEvent | undefined): string {
  if (!ref) return printable(EventID);
  const name = `${ref.projectId}:${ref.location ? `${ref.location}.` : ''}${ref.jobId}`;
  if (!event?.job) return name;
  const { type, source, destination } = describeJob(event.job, { location: '', now: new Date(0) });
  return `${type} ${name}  ${[source, destination].filter(Boolean).map(short).join(' → ')}`;
}

function describeMatch({ MatchedBy, MatchedURL, Route }: DispatchResponse, routes: readonly RouteRule[]): string | undefined {
  if (MatchedBy === 'task') return `task ${printable(MatchedURL ?? '')}, found by the job's ID`;
  if (!Route) return undefined;
  const when = routes[Route.Index]?.When;
  return `route ${Route.Index}${Route.Name ? ` "${printable(Route.Name)}"` : ''}${when ? `, because ${describeWhen(when)}` : ''}`;
}

function describeWhen({ Type, Source, Dest }: When): string {
  const reasons = [Type && `the type is ${Type.toUpperCase()}`, Source && `the source contains ${Source}`, Dest && `the destination contains ${Dest}`];
  return printable(reasons.filter(Boolean).join(' and '));
}

function describeAction({ Action, Status, Effect, Error: error }: ActionOutcome): string {
  const effect = error ? `${error.Code}: ${error.Message}` : (Effect ?? (Status === 'notRun' ? 'not run' : ''));
  return `${MARKS[Status]} ${Action.padEnd(8)} ${printable(effect)}`.trimEnd();
}

function short(text: string): string {
  return printable(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text);
}

/** Texts of jobs must not move a terminal's cursor, turn its text round or pass for lines of their own. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u${char.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}
