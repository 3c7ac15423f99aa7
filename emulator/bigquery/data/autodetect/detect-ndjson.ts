import { LosslessNumber } from 'lossless-json';
import type { TableFieldSchema, TableSchema } from '../../../../src/core/job-resource';
import { parseJsonText } from '../json-value';
import { splitLines } from '../text-lines';
import { detectJson, joinTypes, type DetectedType } from './detected-type';

const SAMPLE_ROWS = 500;

/** What is known of a field so far. */
interface Finding {
  /** As it was first written: names are compared without regard to case. */
  readonly name: string;
  repeated: boolean;
  type: DetectedType | undefined;
  /** The fields of objects that were found in it. */
  fields: Map<string, Finding> | undefined;
}

/**
 * Guesses columns from the first rows of files; `undefined` where they have none.
 * Lines that are no JSON are passed over: reading them tells what is wrong.
 */
export function detectNdjson(texts: readonly string[]): TableSchema | undefined {
  const found = new Map<string, Finding>();
  let rows = 0;
  for (const text of texts) {
    for (const line of splitLines(text)) {
      if (line.text.trim() === '') continue;
      if (rows >= SAMPLE_ROWS) return schemaOf(found);
      rows += 1;
      const value = parse(line.text);
      if (isObject(value)) noteFields(value, found);
    }
  }
  return schemaOf(found);
}

function noteFields(value: object, found: Map<string, Finding>): void {
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    const finding = found.get(name.toLowerCase()) ?? { name, repeated: false, type: undefined, fields: undefined };
    found.set(name.toLowerCase(), finding);
    if (Array.isArray(part)) {
      finding.repeated = true;
      for (const item of part as unknown[]) noteSingle(item, finding);
    } else {
      noteSingle(part, finding);
    }
  }
}

function noteSingle(value: unknown, finding: Finding): void {
  if (value === null || Array.isArray(value)) return;
  if (isObject(value)) {
    finding.fields ??= new Map<string, Finding>();
    noteFields(value, finding.fields);
  } else if (value !== '') {
    finding.type = joinTypes(finding.type, detectJson(value));
  }
}

function schemaOf(found: ReadonlyMap<string, Finding>): TableSchema | undefined {
  const fields = fieldsOf(found);
  return fields.length === 0 ? undefined : { fields };
}

function fieldsOf(found: ReadonlyMap<string, Finding>): TableFieldSchema[] {
  return [...found.values()].flatMap(({ name, repeated, type, fields }): TableFieldSchema[] => {
    const mode = repeated ? 'REPEATED' : 'NULLABLE';
    if (!fields) return [{ name, type: type ?? 'STRING', mode }];
    const nested = fieldsOf(fields);
    return nested.length === 0 ? [] : [{ name, type: 'RECORD', mode, fields: nested }];
  });
}

function parse(text: string): unknown {
  try {
    return parseJsonText(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);
}
