import { DispatchError } from '../../core/errors';
import type { JobChange } from './job-change';

/** Changes that are meant. */
export interface AcceptedChanges {
  has(change: JobChange): boolean;
  /** Those that have accepted nothing so far, as texts for people. */
  unused(): readonly string[];
}

/**
 * Reads what `diff --json` printed: an object with `Changes`, or a list of changes. Of each, the fields given must be the
 * same, so that a hand-written `{ "Before": { "Route": { "Name": "a" } }, "After": { "Route": { "Name": "b" } } }` accepts
 * all jobs that go from one route to the other. `Reasons` are not compared.
 * @throws DispatchError USAGE
 */
export function readAcceptedChanges(text: string, file: string): AcceptedChanges {
  const entries = entriesIn(text, file);
  const byJob = new Map<string, Entry[]>();
  const general: Entry[] = [];
  for (const entry of entries) {
    const jobId = jobIdOf(entry);
    if (jobId === undefined) general.push(entry);
    else {
      const others = byJob.get(jobId);
      if (others) others.push(entry);
      else byJob.set(jobId, [entry]);
    }
  }
  const used = new Set<Entry>();
  const accepts = (change: JobChange) => (entry: Entry): boolean => contains(change, entry);
  return {
    has(change) {
      const found = byJob.get(change.JobRef.jobId)?.find(accepts(change)) ?? general.find(accepts(change));
      if (found) used.add(found);
      return found !== undefined;
    },
    unused: () => entries.filter((entry) => !used.has(entry)).map((entry) => jobIdOf(entry) ?? JSON.stringify(entry)),
  };
}

type Entry = Readonly<Record<string, unknown>>;

const FIELDS: readonly string[] = ['JobRef', 'Type', 'Changed', 'Before', 'After', 'Reasons'];

function entriesIn(text: string, file: string): readonly Entry[] {
  const refused = (why: string): DispatchError => new DispatchError('USAGE', `${file} holds no accepted changes: ${why}`, { hint: 'Write it with: bq-dispatch diff … --json > FILE.' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused((cause as Error).message);
  }
  const list = isObject(value) && Array.isArray(value['Changes']) ? (value['Changes'] as readonly unknown[]) : value;
  if (!Array.isArray(list)) throw refused('found neither a list nor an object with Changes');
  for (const [index, entry] of list.entries()) {
    if (!isObject(entry) || Object.keys(entry).length === 0) throw refused(`entry ${index} is no object with fields`);
    const unknown = Object.keys(entry).find((name) => !FIELDS.includes(name));
    if (unknown !== undefined) throw refused(`entry ${index} has the unknown field ${JSON.stringify(unknown)}; known are ${FIELDS.join(', ')}`);
  }
  const compared = (list as readonly Entry[]).map((entry) => Object.fromEntries(Object.entries(entry).filter(([name]) => name !== 'Reasons')));
  const empty = compared.findIndex((entry) => !saysSomething(entry));
  if (empty >= 0) throw refused(`entry ${empty} names nothing that is compared, and would accept every change`);
  return compared;
}

/** Whether there is a value in it, however deep. */
function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  return isObject(value) ? Object.values(value).some(saysSomething) : true;
}

function jobIdOf({ JobRef }: Entry): string | undefined {
  const jobId = isObject(JobRef) ? JobRef['jobId'] : undefined;
  return typeof jobId === 'string' ? jobId : undefined;
}

/** Whether every field of `part` is in `whole`, with the same value; lists are compared item by item. */
function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && whole.length === part.length && part.every((item, index) => contains(whole[index], item));
  if (!isObject(part)) return whole === part;
  return isObject(whole) && Object.entries(part).every(([name, value]) => Object.hasOwn(whole, name) && contains(whole[name], value));
}

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
