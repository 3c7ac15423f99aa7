import { z } from 'zod';
import { parseDocument } from '../../src/core/rules/document';
import { createFault, type Fault } from '../../src/core/rules/fault';
import { createRuleReader } from '../../src/core/rules/rule-reader';
import { objectNameProblem } from '../storage/object-name';
import type { RecordedAttributes } from '../storage/storage-state';
import { INDEX_FILE } from './bucket-files';

/** What an index tells of one object. */
export interface IndexEntry {
  /** The file in the index's own folder that holds the bytes; without it they lie at the object's own path. */
  readonly file: string | undefined;
  readonly recorded: RecordedAttributes & { readonly name: string };
}

/** An entry that was read, and a way to find fault with one of its fields. */
export interface LocatedEntry extends IndexEntry {
  readonly faultAt: (field: 'name' | 'file', message: string, hint: string) => Fault;
}

const expecting = (expected: string, holds: (value: string) => boolean) =>
  z.string({ error: expected }).refine(holds, { error: expected });

const int64 = () => expecting('a whole number above 0 as a text, an int64', (value) => /^[1-9]\d{0,18}$/.test(value) && BigInt(value) < 2n ** 63n);

const entryTerm = z.object({
  name: expecting('the name of an object, 1 to 1,024 bytes of text', (value) => objectNameProblem(value) === undefined),
  file: expecting(`the name of a file beside ${INDEX_FILE}`, isFileName).optional(),
  contentType: z.string({ error: 'a text' }).optional(),
  contentEncoding: z.string({ error: 'a text' }).optional(),
  metadata: z.custom<Readonly<Record<string, string>>>(isMetadata, { error: 'an object whose values are texts' }).optional(),
  generation: int64().optional(),
  metageneration: int64().optional(),
  timeCreated: expecting('a time, as in 2024-03-01T08:00:00.000Z', isTime).transform((value) => new Date(value)).optional(),
}, { error: 'an object with the fields of an entry' });

const indexTerm = z.object({ objects: z.array(z.unknown(), { error: 'a list of entries' }) }, { error: 'an index, { "objects": […] }' });

/** The text of an index: the same bytes for the same entries. */
export function formatObjectIndex(entries: readonly IndexEntry[]): string {
  const objects = entries.map(({ file, recorded }) => {
    const { name, contentType, contentEncoding, metadata, generation, metageneration, timeCreated } = recorded;
    const sorted = metadata && Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
    return { name, file, contentType, contentEncoding, metadata: sorted, generation, metageneration, timeCreated };
  });
  return `${JSON.stringify({ objects }, null, 2)}\n`;
}

/** An index as far as it could be read. */
export interface ObjectIndex {
  /** Those without faults. */
  readonly entries: readonly LocatedEntry[];
  readonly faults: readonly Fault[];
  /** Whether an entry, be it with faults, names a file; of an index that cannot be read nobody knows. */
  readonly names: (file: string) => boolean;
}

/** Reads an index and reports everything that is wrong with it, each with its position. */
export function parseObjectIndex(text: string, file: string): ObjectIndex {
  const { document, faults } = parseDocument(text, file);
  if (!document) return { entries: [], faults, names: () => true };
  const reader = createRuleReader(document);
  const objects = reader.read(indexTerm, document.value, [])?.objects;
  const entries = (objects ?? []).flatMap((value, index): LocatedEntry[] => {
    const entry = reader.read(entryTerm, value, ['objects', index]);
    if (!entry) return [];
    const faultAt: LocatedEntry['faultAt'] = (field, message, hint) => {
      const path = ['objects', index, field];
      return createFault({ code: 'INVALID_VALUE', file, position: document.locate(path), path, message, hint });
    };
    const { file: bytesFile, ...recorded } = entry;
    return [{ file: bytesFile, recorded, faultAt }];
  });
  const named = objects && new Set(objects.flatMap(valuesOfFile));
  return {
    entries,
    faults: [...faults, ...reader.faults],
    names: (wanted) => named?.has(wanted) ?? true,
  };
}

/** What stands under `file` in an entry of whatever form; keys are known without regard to case. */
function valuesOfFile(entry: unknown): unknown[] {
  return Object.entries(entry ?? {}).flatMap(([key, value]) => (key.toLowerCase() === 'file' ? [value as unknown] : []));
}

function isFileName(value: string): boolean {
  return !/^$|^\.{1,2}$|[/\\\0]/.test(value) && value !== INDEX_FILE;
}

function isMetadata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((item) => typeof item === 'string');
}

/** The round trip refuses days that no calendar has. */
function isTime(value: string): boolean {
  const [, date] = /^((?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,3})?Z$/.exec(value) ?? [];
  const time = new Date(value);
  return date !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}
