import { callOf, scalarsOf, script } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { SqlError } from '../../sql-error';
import { decodeType, decodeWire, type TypedValue } from '../value/typed-value';
import { scalarText } from '../value/scalar-text';
import { wireOf, wireType } from '../value/wire';
import type { SqlType } from '../../types/sql-type';
import { notEmulated } from '../../sql-error';

const scalar = scalarsOf('String');
const MODES = ['NFC', 'NFKC', 'NFD', 'NFKD'];

export const NORMALISING_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('NORMALIZE', { '(STRING) -> STRING': callOf('nfc_normalize'), '(STRING, PART) -> STRING': (call) => `bq_normalize(${call.arguments[0]?.sql}, ${modeOf(call)})` }),
  scalar('NORMALIZE_AND_CASEFOLD', {
    '(STRING) -> STRING': callOf('bq_casefold', "'NFC'"),
    '(STRING, PART) -> STRING': (call) => `bq_casefold(${call.arguments[0]?.sql}, ${modeOf(call)})`,
  }),
  scalar('CONTAINS_SUBSTR', { '(ANY, STRING) -> BOOL': containsSubstring }, { named: ['JSON_SCOPE'] }),
];

function modeOf(call: FunctionCall): string {
  const mode = call.parts[1] ?? '';
  if (!MODES.includes(mode)) throw new SqlError(`Invalid normalization mode: ${mode}`, { at: call.at });
  return `'${mode}'`;
}

function containsSubstring(call: FunctionCall): string {
  const [value, part] = call.arguments;
  if (!value || !part) throw new SqlError('CONTAINS_SUBSTR needs two arguments', { at: call.at });
  if (part.literal?.kind === 'null') throw new SqlError('Search value for CONTAINS_SUBSTR must not be NULL', { at: call.at });
  if (call.named.size > 0 || holdsJson(value.type)) throw notEmulated('CONTAINS_SUBSTR on JSON', call.at);
  return `bq_contains_substr(${wireOf(value)}, ${part.sql}, ${wireType(value.type)})`;
}

function holdsJson(type: SqlType): boolean {
  if (type.kind === 'ARRAY') return holdsJson(type.element);
  return type.kind === 'STRUCT' ? type.fields.some((field) => holdsJson(field.type)) : type.kind === 'JSON';
}

export const NORMALISING_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('normalize', 'VARCHAR, VARCHAR -> VARCHAR', (text: string, mode: string) => text.normalize(mode)),
  script('casefold', 'VARCHAR, VARCHAR -> VARCHAR', (text: string, mode: string) => casefold(text.normalize(mode)).normalize(mode)),
  script('contains_substr', 'VARCHAR, VARCHAR, VARCHAR -> BOOLEAN', (wire: string, part: string, types: string) => {
    const type = decodeType(types);
    return contains({ type, value: decodeWire(type, wire) }, searchable(part));
  }),
];

const CHEROKEE = /[\u13f8-\u13fd\uab70-\uabbf]/g;
const FINAL_SIGMA = /\u03c2/g;

/** Unicode's full case folding, by way of upper case. */
function casefold(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^\u13a0-\u13f5]+/g, (run) => run.toLowerCase())
    .replace(CHEROKEE, (letter) => letter.toUpperCase())
    .replace(FINAL_SIGMA, '\u03c3');
}

function searchable(text: string): string {
  return casefold(text.normalize('NFKC')).normalize('NFKC');
}

/** TRUE if any scalar inside contains the text; NULL if none does and one of them is NULL. */
function contains({ type, value }: { type: SqlType; value: TypedValue }, part: string): boolean | null {
  if (value === null) return null;
  if (type.kind !== 'ARRAY' && type.kind !== 'STRUCT') return searchable(type.kind === 'BYTES' ? Buffer.from(value as Uint8Array).toString('latin1') : scalarText(type.kind, value)).includes(part);
  let result: boolean | null = false;
  for (const [n, inner] of (value as readonly TypedValue[]).entries()) {
    const found = contains({ type: type.kind === 'ARRAY' ? type.element : (type.fields[n] as { type: SqlType }).type, value: inner }, part);
    if (found) return true;
    if (found === null) result = null;
  }
  return result;
}
