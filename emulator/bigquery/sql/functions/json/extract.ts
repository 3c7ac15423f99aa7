import { argumentsOf, callOf, nullableScript, scalarsOf, script, type Forms } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction, ScriptValue } from '../function-definition';
import { SqlError } from '../../sql-error';
import { parseJson, printJson, storedJson, WrittenNumber, type Json } from './json-model';
import { atPath, parsePath } from './json-path';

const scalar = scalarsOf('JSON');

interface Extractor {
  readonly name: string;
  readonly script: string;
  readonly legacy: boolean;
  /** Of a JSON input, and of a STRING. */
  readonly results: readonly [string, string];
}

const EXTRACTORS: readonly Extractor[] = [
  { name: 'JSON_QUERY', script: 'query', legacy: false, results: ['JSON', 'STRING'] },
  { name: 'JSON_EXTRACT', script: 'query', legacy: true, results: ['JSON', 'STRING'] },
  { name: 'JSON_VALUE', script: 'value', legacy: false, results: ['STRING', 'STRING'] },
  { name: 'JSON_EXTRACT_SCALAR', script: 'value', legacy: true, results: ['STRING', 'STRING'] },
  { name: 'JSON_QUERY_ARRAY', script: 'query_array', legacy: false, results: ['ARRAY<JSON>', 'ARRAY<STRING>'] },
  { name: 'JSON_EXTRACT_ARRAY', script: 'query_array', legacy: true, results: ['ARRAY<JSON>', 'ARRAY<STRING>'] },
  { name: 'JSON_VALUE_ARRAY', script: 'value_array', legacy: false, results: ['ARRAY<STRING>', 'ARRAY<STRING>'] },
  { name: 'JSON_EXTRACT_STRING_ARRAY', script: 'value_array', legacy: true, results: ['ARRAY<STRING>', 'ARRAY<STRING>'] },
];

export const EXTRACT_FUNCTIONS: readonly FunctionDefinition[] = [
  ...EXTRACTORS.map(({ name, script: called, legacy, results: [ofJson, ofText] }) => {
    const sql = (stored: boolean) => (call: FunctionCall): string => {
      const [value, path] = call.arguments;
      const constant = path?.literal?.kind === 'string' ? path.literal.text : undefined;
      if (constant !== undefined) checkPath(constant, { legacy, call });
      return `bq_json_${called}(${value?.sql}, ${path?.sql ?? "'$'"}, ${legacy}, ${stored})`;
    };
    const forms: Forms = { [`(STRING, STRING?) -> ${ofText}`]: sql(false), [`(JSON, STRING?) -> ${ofJson}`]: sql(true) };
    return scalar(name, forms);
  }),
  scalar('JSON_TYPE', { '(JSON) -> STRING': callOf('bq_json_type') }),
  scalar('JSON_KEYS', { '(JSON, INT64?) -> ARRAY<STRING>': jsonKeys }, { named: ['MODE', 'MAX_DEPTH'] }),
];

function checkPath(path: string, { legacy, call }: { legacy: boolean; call: FunctionCall }): void {
  try {
    parsePath(path, legacy);
  } catch (error) {
    throw new SqlError((error as Error).message, { at: call.at });
  }
}

function jsonKeys(call: FunctionCall): string {
  const [value, depth] = argumentsOf(call);
  return `bq_json_keys(${value}, ${depth ?? call.named.get('MAX_DEPTH')?.sql ?? '1000000'}, ${call.named.get('MODE')?.sql ?? "'strict'"})`;
}

interface From {
  readonly text: string;
  readonly path: string;
  readonly legacy: boolean;
  /** Of a JSON, as against a STRING that holds JSON. */
  readonly stored: boolean;
}

/** What stands at the path; `undefined` for nothing, and for a STRING that is no JSON. */
function find({ text, path, legacy, stored }: From): Json | undefined {
  const tokens = parsePath(path, legacy);
  if (stored) return atPath(storedJson(text), tokens);
  let value: Json;
  try {
    value = parseJson(text, { numbers: 'written' });
  } catch {
    return undefined;
  }
  return atPath(value, tokens);
}

type Arguments = readonly [text: string, path: string, legacy: boolean, stored: boolean];

function extractor(name: string, returns: string, run: (value: Json, stored: boolean) => ScriptValue): ScriptFunction {
  return script(`json_${name}`, `VARCHAR, VARCHAR, BOOLEAN, BOOLEAN -> ${returns}`, (...[text, path, legacy, stored]: Arguments) => {
    const value = find({ text, path, legacy, stored });
    return value === undefined ? null : run(value, stored);
  });
}

/** A scalar as JSON_VALUE gives it; `undefined` for objects and arrays. */
function scalarOf(value: Json): string | null | undefined {
  if (value === null || typeof value === 'string') return value;
  if (value instanceof WrittenNumber) return value.text;
  return typeof value === 'object' ? undefined : printJson(value);
}

export const EXTRACT_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  extractor('query', 'VARCHAR', (value, stored) => (value === null && !stored ? null : printJson(value, { keepOrder: !stored }))),
  extractor('value', 'VARCHAR', (value) => scalarOf(value) ?? null),
  extractor('query_array', 'VARCHAR[]', (value, stored) => (Array.isArray(value) ? value.map((element) => printJson(element, { keepOrder: !stored })) : null)),
  extractor('value_array', 'VARCHAR[]', (value) => {
    if (!Array.isArray(value)) return null;
    const scalars = value.map(scalarOf);
    return scalars.includes(undefined) ? null : (scalars as (string | null)[]);
  }),
  script('json_type', 'VARCHAR -> VARCHAR', (text: string) => typeName(storedJson(text))),
  nullableScript('json_keys', 'VARCHAR, BIGINT, VARCHAR -> VARCHAR[]', (text: string | null, depth: bigint | null, mode: string | null) => {
    if (text === null || depth === null || mode === null) return null;
    if (depth <= 0n) throw new Error('max_depth must be positive.');
    const wanted = mode.toLowerCase().trim().replace(/\s+/g, ' ');
    if (!['strict', 'lax', 'lax recursive', 'recursive lax'].includes(wanted)) throw new Error("Invalid JSON mode specified");
    const keys = new Set<string>();
    collectKeys({ value: storedJson(text), prefix: '', depth: Number(depth), arrays: 0 }, { keys, maxArrays: wanted === 'strict' ? 0 : wanted === 'lax' ? 1 : Infinity });
    return [...keys].sort();
  }),
];

function collectKeys(from: { value: Json; prefix: string; depth: number; arrays: number }, into: { keys: Set<string>; maxArrays: number }): void {
  const { value, prefix, depth, arrays } = from;
  if (Array.isArray(value)) {
    if (arrays < into.maxArrays) for (const element of value) collectKeys({ ...from, value: element, arrays: arrays + 1 }, into);
    return;
  }
  if (!(value instanceof Map) || depth === 0) return;
  for (const [name, member] of value) {
    const step = /[^\p{L}\p{N}_\-:]/u.test(name) || name === '' ? `"${name.replaceAll('"', '\\"')}"` : name;
    const path = prefix === '' ? step : `${prefix}.${step}`;
    into.keys.add(path);
    collectKeys({ value: member, prefix: path, depth: depth - 1, arrays: 0 }, into);
  }
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Map) return 'object';
  return typeof value === 'bigint' ? 'number' : typeof value;
}
