import { z } from 'zod';
import { parseDocument } from '../../src/core/rules/document';
import { createFault, type Fault } from '../../src/core/rules/fault';
import { createRuleReader } from '../../src/core/rules/rule-reader';
import { objectNameProblem } from '../storage/object-name';
import { attributesOf } from '../storage/object-attributes';
import type { RecordedAttributes } from '../storage/storage-state';
import { bucketTerm, type RecordedBucket } from './bucket-record';
import { INDEX_FILE } from './index-file';

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

const text = () => z.string({ error: 'a text' });
const time = () => expecting('a time, as in 2024-03-01T08:00:00.000Z', isTime).transform((value) => new Date(value));

const entryTerm = z.object({
  name: expecting('the name of an object, 1 to 1,024 bytes of text', (value) => objectNameProblem(value) === undefined),
  file: expecting(`the name of a file beside ${INDEX_FILE}`, isFileName).optional(),
  contentType: text().optional(),
  contentEncoding: text().optional(),
  metadata: z.custom<Readonly<Record<string, string>>>(isMetadata, { error: 'an object whose values are texts' }).optional(),
  generation: int64().optional(),
  metageneration: int64().optional(),
  timeCreated: time().optional(),
  updated: time().optional(),
  timeDeleted: time().optional(),
  componentCount: z.number({ error: 'a whole number' }).int({ error: 'a whole number' }).positive({ error: 'a whole number above 0' }).optional(),
  cacheControl: text().optional(),
  contentDisposition: text().optional(),
  contentLanguage: text().optional(),
  customTime: text().optional(),
  storageClass: text().optional(),
  eventBasedHold: z.boolean({ error: 'true or false' }).optional(),
  temporaryHold: z.boolean({ error: 'true or false' }).optional(),
  retention: z.object({ mode: text(), retainUntilTime: text() }, { error: 'an object with "mode" and "retainUntilTime"' }).optional(),
  acl: z.array(z.object({ entity: text(), role: text() }, { error: 'an object with "entity" and "role"' }), { error: 'a list' }).optional(),
}, { error: 'an object with the fields of an entry' });

const indexTerm = z.object({ objects: z.array(z.unknown(), { error: 'a list of entries' }), bucket: bucketTerm.optional() }, { error: 'an index, { "objects": […] }' });

/** The text of an index: the same bytes for the same entries. @param bucket what is known of the bucket itself */
export function formatObjectIndex(entries: readonly IndexEntry[], bucket?: RecordedBucket): string {
  const objects = entries.map(({ file, recorded }) => {
    const { name, contentType, contentEncoding, metadata, generation, metageneration, timeCreated, updated, timeDeleted, componentCount } = recorded;
    const others = attributesOf({ ...recorded, contentType: undefined, contentEncoding: undefined, metadata: undefined });
    const sorted = metadata && Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
    const changed = updated?.getTime() === timeCreated?.getTime() ? undefined : updated;
    return { name, file, contentType, contentEncoding, metadata: sorted, ...others, generation, metageneration, componentCount, timeCreated, updated: changed, timeDeleted };
  });
  return `${JSON.stringify({ bucket, objects }, null, 2)}\n`;
}

/** An index as far as it could be read. */
export interface ObjectIndex {
  /** Those without faults. */
  readonly entries: readonly LocatedEntry[];
  readonly faults: readonly Fault[];
  /** What is recorded of the bucket itself, where anything is. */
  readonly bucket?: RecordedBucket;
  /** Whether an entry, be it with faults, names a file; of an index that cannot be read nobody knows. */
  readonly names: (file: string) => boolean;
}

/** Reads an index and reports everything that is wrong with it, each with its position. */
export function parseObjectIndex(text: string, file: string): ObjectIndex {
  const { document, faults } = parseDocument(text, file);
  if (!document) return { entries: [], faults, names: () => true };
  const reader = createRuleReader(document);
  const { objects, bucket } = reader.read(indexTerm, document.value, []) ?? {};
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
    ...(bucket && { bucket }),
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
