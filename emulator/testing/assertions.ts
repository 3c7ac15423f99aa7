import assert from 'node:assert/strict';
import { describeJob } from '../../src/core/job';
import type { DispatchResponse } from '../../src/core/response';
import { reasonsOf } from '../../src/core/route-reasons';
import type { TestEmulator } from './test-emulator';

/** The event that was delivered last was taken by a route: its place in the configuration, from 0, or its name. */
export function assertRouteMatched(emulator: TestEmulator, route: number | string): void {
  const { routes } = emulator.requireConfig();
  const index = typeof route === 'number' ? route : routes.findIndex(({ Name }) => Name === route);
  const wanted = routes[index];
  assert.ok(wanted, `the configuration has no route ${JSON.stringify(route)}; it has ${routes.map(({ Name }, at) => (Name === undefined ? at : `${at} (${Name})`)).join(', ') || 'none'}`);
  const { response } = emulator;
  if (response.MatchedBy === 'route' && response.Route?.Index === index) return;
  assert.fail([`expected route ${index}${wanted.Name === undefined ? '' : ` (${wanted.Name})`}, but ${outcomeOf(response)}`, ...whyNot(emulator, index)].join('\n'));
}

/** Why a route did not take the last event, one reason a line. */
function whyNot(emulator: TestEmulator, index: number): string[] {
  const { lastEvent, response } = emulator;
  if (!lastEvent || !('job' in lastEvent) || !lastEvent.job) return [];
  const route = emulator.requireConfig().routes[index];
  if (!route) return [];
  const { holds, reasons } = reasonsOf(route.When, describeJob(lastEvent.job, { location: 'US', now: new Date(0) }));
  return holds && response.Matched ? [`route ${index} holds too, but what matched comes before it`] : reasons.map((reason) => `route ${index}: ${reason}`);
}

function outcomeOf({ Status, MatchedBy, MatchedURL, Route, Reason, Error: error }: DispatchResponse): string {
  if (MatchedBy === 'task') return `its task ${MatchedURL ?? ''} matched`;
  if (Route) return `route ${Route.Index}${Route.Name === undefined ? '' : ` (${Route.Name})`} matched`;
  if (Status === 'noMatch') return 'nothing matched';
  return `the outcome was ${Status}: ${error ? `${error.Code} ${error.Message}` : (Reason ?? '')}`;
}

/** No event so far was taken by a task or a route. */
export function assertNothingDispatched({ dispatches }: TestEmulator): void {
  const matched = dispatches.filter(({ Matched }) => Matched);
  assert.equal(matched.length, 0, matched.map((response) => `job ${response.JobRef?.jobId ?? '?'}: ${outcomeOf(response)}`).join('\n'));
}

/** How the event that was delivered last ended. @param code of the error, where one is expected */
export function assertOutcome({ response }: TestEmulator, status: DispatchResponse['Status'], code?: string): void {
  const found = response.Error ? `\n${response.Error.Code}: ${response.Error.Message}\n→ ${response.Error.Hint}` : response.Reason === undefined ? '' : `\n${response.Reason}`;
  assert.equal(response.Status, status, `the outcome is ${response.Status}, expected ${status}${found}`);
  if (code !== undefined) assert.equal(response.Error?.Code, code, `the code is ${response.Error?.Code ?? 'none'}, expected ${code}${found}`);
}

/** An object is there, with this content where it is given. */
export function assertObject(emulator: TestEmulator, url: string, content?: string): void {
  const bytes = emulator.read(url);
  assert.ok(bytes, `there is no object ${url}; there are\n${emulator.objects().join('\n') || 'none'}`);
  if (content !== undefined) assert.equal(bytes.toString(), content, `the content of ${url}`);
}

export function assertNoObject(emulator: TestEmulator, url: string): void {
  assert.equal(emulator.read(url), undefined, `${url} is still there`);
}

/** Rows of a file; the heading of a CSV is none. */
export async function assertObjectRows(emulator: TestEmulator, url: string, count: number): Promise<void> {
  assertObject(emulator, url);
  const found = await emulator.countRows(url);
  assert.equal(found, count, `${url} has ${found} rows, expected ${count}`);
}

/** A table has exactly these rows, in this order; or so many. */
export function assertTable(emulator: TestEmulator, table: string, rows: readonly object[] | number): void {
  const found = emulator.rows(table);
  assert.ok(found, `the table ${table} does not exist`);
  if (typeof rows === 'number') assert.equal(found.length, rows, `the table ${table} has ${found.length} rows, expected ${rows}`);
  else assert.deepEqual(found.map((row) => withNumbersAsTexts(JSON.parse(row))), rows.map(withNumbersAsTexts), `the rows of ${table}`);
}

/** BigQuery writes integers and decimals as texts: 64 bits are more than a number of JSON has. */
function withNumbersAsTexts(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(withNumbersAsTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNumbersAsTexts(item)]));
}
