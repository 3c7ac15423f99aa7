import path from 'node:path';
import { DispatchError, toDispatchError } from '../../src/core/errors';
import { describeJob } from '../../src/core/job';
import type { IgnoredEvent, JobEvent } from '../../src/core/job-event';
import { parseDocument } from '../../src/core/rules/document';
import { createFault, type Fault, type Position } from '../../src/core/rules/fault';
import { decodeEvent } from '../../src/events/decode-event';
import { findFolder, listFiles } from './list-files';
import { readWorkspaceText } from './workspace-text';

/** The folder of a workspace that holds recorded job events. */
export const EVENTS_FOLDER = 'events';

/** A recorded event, or why a message is none. */
export type RecordedEvent = { readonly file: string; readonly line: number } & ({ readonly event: JobEvent | IgnoredEvent } | { readonly fault: Fault });

/**
 * Reads `events/*.json` (one event or a list) and `*.ndjson` (one a line). What cannot be read does not keep the rest from it.
 * @param root the folder of the workspace
 * @param only the paths below `events/` to read; all where it is missing
 */
export function loadEventFiles(root: string, only?: ReadonlySet<string>): { events: readonly RecordedEvent[]; faults: readonly Fault[] } {
  const { folder, faults: misplaced } = findFolder(root, EVENTS_FOLDER);
  if (folder === undefined) return { events: [], faults: misplaced };
  const { files, faults } = listFiles(folder, root);
  const wanted = files.filter((file) => /\.(json|ndjson|jsonl)$/i.test(file) && (!only || only.has(file)));
  const events = wanted.flatMap((file) => {
    const name = `${EVENTS_FOLDER}/${file}`;
    const read = readWorkspaceText(root, path.join(folder, file));
    if ('fault' in read) return [asEventFault(name, { ...read.fault, file: name })];
    return /\.json$/i.test(file) ? readJsonFile(read.text, name) : readLines(read.text, name);
  });
  return { events, faults };
}

function readJsonFile(text: string, file: string): RecordedEvent[] {
  const { document, faults } = parseDocument(text, file);
  if (!document) return [asEventFault(file, faults[0] as Fault)];
  const messages: readonly unknown[] = Array.isArray(document.value) ? document.value : [document.value];
  return messages.map((message, index) => decode(message, file, document.locate(Array.isArray(document.value) ? [index] : [])));
}

function readLines(text: string, file: string): RecordedEvent[] {
  const recorded: RecordedEvent[] = [];
  let line = 0;
  for (const content of text.replace(/^\uFEFF/, '').split('\n')) {
    line++;
    if (content.trim() !== '') recorded.push(readLine(content, file, line));
  }
  return recorded;
}

function readLine(content: string, file: string, line: number): RecordedEvent {
  let message: unknown;
  try {
    message = JSON.parse(content);
  } catch {
    const [fault] = parseDocument(content, file).faults;
    return asEventFault(file, { ...(fault ?? createFault({ code: 'SYNTAX', file, position: { line, column: 1 }, message: 'no JSON' })), line });
  }
  return decode(message, file, { line, column: 1 });
}

function decode(message: unknown, file: string, position: Position): RecordedEvent {
  try {
    return { file, line: position.line, event: decodeEvent(message) };
  } catch (thrown) {
    const error = toDispatchError(thrown);
    return { file, line: position.line, fault: createFault({ code: error.code, file, position, message: error.message, hint: error.hint }) };
  }
}

/** What cannot be read in a file of events is an event that cannot be read; the others go on. */
function asEventFault(file: string, fault: Fault): RecordedEvent {
  const message = fault.code === 'SYNTAX' ? `not JSON: ${fault.message}` : fault.message;
  return { file, line: fault.line, fault: { ...fault, code: 'EVENT_INVALID', message } };
}

/**
 * Events in the order in which their jobs ended, as they stand where that is the same. An event that names a job alone
 * takes the end of the recorded job; one of an unknown job comes last, as does what is no end of a job.
 */
export function inOrderOfEnd(events: readonly (JobEvent | IgnoredEvent)[]): (JobEvent | IgnoredEvent)[] {
  const ends = new Map<string, number>();
  const never = new Date(8.64e15);
  const known = events.map((event) => {
    if ('ignored' in event) return { event, end: undefined, key: '' };
    const key = jobKey(event);
    const end = event.job && describeJob(event.job, { location: '', now: never }).endTime.getTime();
    if (end !== undefined && event.job?.status?.state === 'DONE') ends.set(key, end);
    return { event, end, key };
  });
  return known
    .map(({ event, end, key }) => ({ event, end: end ?? ends.get(key) ?? never.getTime() }))
    .sort((a, b) => a.end - b.end)
    .map(({ event }) => event);
}

function jobKey({ projectId, jobId }: JobEvent): string {
  return `${projectId}:${jobId}`;
}

/** What stands for an event that cannot be read among the responses. */
export function faultError(fault: Fault): DispatchError {
  return new DispatchError(fault.code, `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`, { hint: fault.hint });
}
