import assert from 'node:assert/strict';
import type { DispatchResponse } from '../../src/core/response';
import { assertColumns } from './known-columns';
import type { TestEmulator } from './test-emulator';
import { outcomeOf, troubles, whyNot } from './what-happened';

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

/** The event that was delivered last was taken by this task file. */
export function assertTaskMatched({ response }: TestEmulator, url: string): void {
  if (response.MatchedBy !== 'task' || response.MatchedURL !== url) assert.fail(`expected the task ${url}, but ${outcomeOf(response)}`);
}

/** No event so far was taken by a task or a route. */
export function assertNothingDispatched({ dispatches }: TestEmulator): void {
  const matched = matchedOf(dispatches);
  if (matched.length > 0) assert.fail(matched.join('\n'));
}

/** So many events so far were taken by a task or a route, those of the jobs of actions included. */
export function assertDispatched({ dispatches }: TestEmulator, count: number): void {
  const matched = matchedOf(dispatches);
  if (matched.length !== count) assert.fail([`${matched.length} of ${dispatches.length} events were dispatched, expected ${count}`, ...matched].join('\n'));
}

const matchedOf = (dispatches: readonly DispatchResponse[]): string[] =>
  dispatches.filter(({ Matched }) => Matched).map((response) => `job ${response.JobRef?.jobId ?? '?'}: ${outcomeOf(response)}`);

const STATUSES: readonly DispatchResponse['Status'][] = ['ok', 'error', 'noMatch', 'ignored', 'duplicate', 'retry'];

/** How the event that was delivered last ended. @param code of the error, where one is expected */
export function assertOutcome({ response }: TestEmulator, status: DispatchResponse['Status'], code?: string): void {
  if (!STATUSES.includes(status)) assert.fail(`there is no outcome ${JSON.stringify(status)}, only ${STATUSES.join(', ')}`);
  const found = response.Error ? `\n${response.Error.Code}: ${response.Error.Message}\n→ ${response.Error.Hint}` : response.Reason === undefined ? '' : `\n${response.Reason}`;
  if (response.Status !== status) assert.fail(`the outcome is ${response.Status}, expected ${status}${found}`);
  if (code !== undefined && response.Error?.Code !== code) assert.fail(`the code is ${response.Error?.Code ?? 'none'}, expected ${code}${found}`);
}

/** An object is there, with this content where it is given. */
export function assertObject(emulator: TestEmulator, url: string, content?: string): void {
  const bytes = emulator.read(url);
  if (!bytes) assert.fail(`there is no object ${url}; there are\n${emulator.objects().join('\n') || 'none'}${troubles(emulator)}`);
  if (content !== undefined) assert.equal(bytes.toString(), content, `the content of ${url} is another${troubles(emulator)}`);
}

export function assertNoObject(emulator: TestEmulator, url: string): void {
  if (emulator.read(url)) assert.fail(`${url} is still there${troubles(emulator)}`);
}

/** Rows of a file; the heading of a CSV is none. */
export async function assertObjectRows(emulator: TestEmulator, url: string, count: number): Promise<void> {
  assertObject(emulator, url);
  const found = await emulator.countRows(url);
  if (found !== count) assert.fail(`${url} has ${found} rows, expected ${count}${troubles(emulator)}`);
}

/** A table has exactly these rows, in this order; or so many. */
export function assertTable(emulator: TestEmulator, table: string, rows: readonly object[] | number): void {
  const found = emulator.rows(table);
  if (!found) assert.fail(`the table ${table} does not exist; there are\n${emulator.tables().join('\n') || 'none'}${troubles(emulator)}`);
  if (typeof rows === 'number') {
    if (found.length !== rows) assert.fail(`the table ${table} has ${found.length} rows, expected ${rows}${troubles(emulator)}`);
    return;
  }
  assertColumns(emulator, table, rows.flatMap((row) => Object.keys(row)));
  assert.deepEqual(found.map((row) => withNumbersAsTexts(JSON.parse(row))), rows.map(withNumbersAsTexts), `the rows of ${table} are others${troubles(emulator)}`);
}

/** BigQuery writes integers and decimals as texts: 64 bits are more than a number of JSON has. */
function withNumbersAsTexts(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(withNumbersAsTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNumbersAsTexts(item)]));
}
