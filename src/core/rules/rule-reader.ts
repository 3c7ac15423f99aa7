import { z } from 'zod';
import type { ErrorCode } from '../errors';
import type { Document } from './document';
import { createFault, quote, type Fault, type Path } from './fault';
import { fieldOf } from './field-of';
import { nameHint } from './nearest';

/** Reads the parts of one document by their schemas and gathers what is wrong with them. */
export interface RuleReader {
  readonly faults: Fault[];
  /**
   * Reads `value`, which stands at `path`, by a schema. Keys are matched without regard to case (R11).
   * @returns the value as the schema gives it, or `undefined` after a fault
   */
  read<T>(schema: z.ZodType<T>, value: unknown, path: Path): T | undefined;
  /** Adds a fault at a path; `part` says whether the key or the value is pointed at. */
  report(code: ErrorCode, path: Path, details: { message: string; part?: 'key' | 'value'; hint?: string }): void;
}

export function createRuleReader(document: Document): RuleReader {
  const faults: Fault[] = [];
  const reader: RuleReader = {
    faults,
    read(schema, value, path) {
      const before = faults.length;
      const parsed = schema.safeParse(withKnownKeys(schema, value, { path, reader }));
      if (parsed.success) return faults.length === before ? parsed.data : undefined;
      for (const issue of parsed.error.issues) reportIssue(issue, value, { path, reader });
      return undefined;
    },
    report(code, path, { message, part = 'value', hint }) {
      faults.push(createFault({ code, file: document.file, position: document.locate(path, part), path, message, hint }));
    },
  };
  return reader;
}

interface Place {
  readonly path: Path;
  readonly reader: RuleReader;
}

/** A copy of the value whose keys are spelt as the schema spells them; unknown keys are reported and left out. */
function withKnownKeys(schema: unknown, value: unknown, { path, reader }: Place): unknown {
  if (schema instanceof z.ZodOptional) return withKnownKeys(schema.unwrap(), value, { path, reader });
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item, index) => withKnownKeys(schema.element, item, { path: [...path, index], reader }));
  }
  if (!(schema instanceof z.ZodObject) || schema.def.catchall || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = schema.shape as Record<string, unknown>;
  const spelling = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const known = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    const name = spelling.get(key.toLowerCase());
    const place = { path: [...path, key], reader };
    if (name === undefined) {
      reader.report('UNKNOWN_FIELD', place.path, { message: `found the unknown field "${key}"`, part: 'key', hint: nameHint(key, [...spelling.values()]) + (spelling.has('request') ? ' What one action alone takes stands in its Request.' : '') });
    } else if (known.has(name)) {
      reader.report('DUPLICATE_KEY', place.path, { message: `found the key "${key}" where ${name} is given already`, part: 'key' });
    } else {
      known.set(name, withKnownKeys(fields[name], item, place));
    }
  }
  return Object.fromEntries(known);
}

function reportIssue(issue: z.core.$ZodIssue, value: unknown, { path, reader }: Place): void {
  const where = [...path, ...issue.path.map((part) => (typeof part === 'symbol' ? part.toString() : part))];
  const found = issue.path.reduce<unknown>((at, step) => fieldOf(at, String(step)), value);
  if (found === undefined && issue.code !== 'custom') {
    reader.report('MISSING_FIELD', where, { message: `found nothing, expected ${issue.message}` });
  } else if (issue.code === 'custom' && issue.params?.['code'] === 'INVALID_PATTERN') {
    reader.report('INVALID_PATTERN', where, { message: issue.message });
  } else {
    reader.report('INVALID_VALUE', where, { message: `found ${quote(found)}, expected ${issue.message}` });
  }
}
