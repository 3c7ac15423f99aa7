import { parseBigNumeric } from '../../../data/numeric-value';
import { argumentsOf, callOf, nullableScript, scalarsOf, script } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { intOfDecimal } from '../cast/cast-values';
import { STRING_OF_TEMPORAL } from '../temporal';
import type { SqlType } from '../../types/sql-type';
import { decodeType } from '../value/typed-value';
import { wireOf, wireType } from '../value/wire';
import { parseJson, printJson, roundTrips, storedJson, type Json } from './json-model';
import { jsonOfWire, jsonTextOfWire } from './json-of-value';

const scalar = scalarsOf('JSON');

/** DuckDB SQL of the text that TO_JSON_STRING gives: never NULL. */
export function toJsonText(operand: { readonly sql: string; readonly type: SqlType }, pretty = 'false'): string {
  return `bq_to_json_string(${wireOf(operand)}, ${wireType(operand.type)}, ${pretty})`;
}

/** DuckDB SQL of the JSON that TO_JSON gives: never NULL. */
export function toJson(operand: { readonly sql: string; readonly type: SqlType }, stringify = 'false'): string {
  if (operand.type.kind === 'JSON') return `coalesce(${operand.sql}, 'null')`;
  return `bq_to_json(${wireOf(operand)}, ${wireType(operand.type)}, ${stringify})`;
}

export const CONVERT_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('TO_JSON_STRING', { '(ANY, BOOL?) -> STRING': (call) => toJsonText(first(call), call.arguments[1]?.sql) }),
  scalar('TO_JSON', { '(ANY) -> JSON': (call) => toJson(first(call), call.named.get('STRINGIFY_WIDE_NUMBERS')?.sql) }, { named: ['STRINGIFY_WIDE_NUMBERS'] }),
  scalar('PARSE_JSON', { '(STRING) -> JSON': (call) => `bq_parse_json(${argumentsOf(call).join()}, ${call.named.get('WIDE_NUMBER_MODE')?.sql ?? "'exact'"})` }, { named: ['WIDE_NUMBER_MODE'] }),
  {
    ...scalarsOf('Conversion')('STRING', { '(JSON) -> STRING': callOf('bq_string_of_json') }),
    signatures: [...STRING_OF_TEMPORAL, { form: '(JSON) -> STRING', sql: callOf('bq_string_of_json') }],
  },
  scalar('INT64', { '(JSON) -> INT64': callOf('bq_int_of_json') }),
  ...['FLOAT64', 'DOUBLE'].map((name) => scalar(name, { '(JSON) -> FLOAT64': (call) => `bq_float_of_json(${argumentsOf(call).join()}, ${call.named.get('WIDE_NUMBER_MODE')?.sql ?? "'round'"})` }, { named: ['WIDE_NUMBER_MODE'] })),
  scalar('BOOL', { '(JSON) -> BOOL': callOf('bq_bool_of_json') }),
  scalar('LAX_STRING', { '(JSON) -> STRING': callOf('bq_lax_string') }),
  scalar('LAX_INT64', { '(JSON) -> INT64': callOf('bq_lax_int') }),
  scalar('LAX_FLOAT64', { '(JSON) -> FLOAT64': callOf('bq_lax_float') }),
  scalar('LAX_BOOL', { '(JSON) -> BOOL': callOf('bq_lax_bool') }),
  ...(['STRING', 'INT64', 'FLOAT64', 'BOOL'] as const).flatMap((type) => {
    const name = type.toLowerCase().replace('64', '');
    return ['', 'LAX_'].map((mode) => scalar(`${mode}${type}_ARRAY`, { [`(JSON) -> ARRAY<${type}>`]: callOf(`bq_${mode.toLowerCase()}${name}_array`) }));
  }),
];

function first(call: FunctionCall): { readonly sql: string; readonly type: SqlType } {
  return call.arguments[0] as { readonly sql: string; readonly type: SqlType };
}

const MAX_INT64 = 2n ** 63n - 1n;

export const CONVERT_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  nullableScript('to_json_string', 'VARCHAR, VARCHAR, BOOLEAN -> VARCHAR', (wire: string | null, type: string, pretty: boolean | null) => (wire === null ? 'null' : jsonTextOfWire(wire, decodeType(type), pretty ?? false))),
  nullableScript('to_json', 'VARCHAR, VARCHAR, BOOLEAN -> VARCHAR', (wire: string | null, type: string, stringify: boolean | null) => (wire === null ? 'null' : printJson(jsonOfWire(wire, decodeType(type), stringify ?? false)))),
  script('parse_json', 'VARCHAR, VARCHAR -> VARCHAR', (text: string, mode: string) => {
    if (mode !== 'exact' && mode !== 'round') throw new Error(`Invalid \`wide_number_mode\` specified: ${mode}`);
    try {
      return printJson(parseJson(text, { numbers: mode }));
    } catch (error) {
      throw new Error(`Invalid input to PARSE_JSON: ${(error as Error).message}`, { cause: error });
    }
  }),
  script('string_of_json', 'VARCHAR -> VARCHAR', (text: string) => wanted(storedJson(text), 'string', 'a string') as string),
  script('bool_of_json', 'VARCHAR -> BOOLEAN', (text: string) => wanted(storedJson(text), 'boolean', 'a boolean') as boolean),
  script('int_of_json', 'VARCHAR -> BIGINT', (text: string) => intOf(storedJson(text))),
  script('float_of_json', 'VARCHAR, VARCHAR -> DOUBLE', (text: string, mode: string) => {
    if (mode !== 'exact' && mode !== 'round') throw new Error(`Invalid \`wide_number_mode\` specified: ${mode}`);
    const value = storedJson(text);
    if (typeof value !== 'number' && typeof value !== 'bigint') throw new Error('The provided JSON input is not a number');
    if (mode === 'exact' && typeof value === 'bigint' && !roundTrips(String(value), Number(value))) throw new Error(`The provided JSON number: ${value} cannot be converted to a double without loss of precision`);
    return Number(value);
  }),
  script('lax_string', 'VARCHAR -> VARCHAR', (text: string) => laxString(storedJson(text))),
  script('lax_int', 'VARCHAR -> BIGINT', (text: string) => laxInt(storedJson(text))),
  script('lax_float', 'VARCHAR -> DOUBLE', (text: string) => laxFloat(storedJson(text))),
  script('lax_bool', 'VARCHAR -> BOOLEAN', (text: string) => laxBool(storedJson(text))),
  arrayScript('string', 'VARCHAR', (value) => wanted(value, 'string', 'an array of strings') as string),
  arrayScript('bool', 'BOOLEAN', (value) => wanted(value, 'boolean', 'an array of booleans') as boolean),
  arrayScript('int', 'BIGINT', intOf),
  arrayScript('float', 'DOUBLE', (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') throw new Error('The provided JSON input is not an array of numbers');
    return Number(value);
  }),
  arrayScript('lax_string', 'VARCHAR', laxString, true),
  arrayScript('lax_bool', 'BOOLEAN', laxBool, true),
  arrayScript('lax_int', 'BIGINT', laxInt, true),
  arrayScript('lax_float', 'DOUBLE', laxFloat, true),
];

type Scalar = string | boolean | bigint | number | null;

/** bq_<name>_array: each element of a JSON array; NULL for what is no array where it is `lax`. */
// eslint-disable-next-line max-params
function arrayScript(name: string, type: string, convert: (value: Json) => Scalar, lax = false): ScriptFunction {
  return script(`${name}_array`, `VARCHAR -> ${type}[]`, (text: string) => {
    const value = storedJson(text);
    if (Array.isArray(value)) return value.map(convert);
    if (lax) return null;
    throw new Error('The provided JSON input is not an array');
  });
}

function laxString(value: Json): string | null {
  if (typeof value === 'string') return value;
  return value === null || typeof value === 'object' ? null : printJson(value);
}

function laxBool(value: Json): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) !== 0;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return word === 'true' || word === 'false' ? word === 'true' : null;
}

function wanted(value: Json, type: string, name: string): Json {
  if (typeof value !== type) throw new Error(`The provided JSON input is not ${name}`);
  return value;
}

function intOf(value: Json): bigint {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new Error('The provided JSON input is not an integer');
  const whole = typeof value === 'bigint' ? value : Number.isInteger(value) ? BigInt(value) : undefined;
  if (whole === undefined || whole > MAX_INT64 || whole < -MAX_INT64 - 1n) throw new Error(`The provided JSON number: ${printJson(value)} cannot be converted to an int64 without loss of precision`);
  return whole;
}

function laxInt(value: Json): bigint | null {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  const text = typeof value === 'string' ? parseBigNumeric(value) : typeof value === 'bigint' || typeof value === 'number' ? String(value) : undefined;
  if (text === undefined) return null;
  try {
    return intOfDecimal(text);
  } catch {
    return null;
  }
}

const SPECIAL: ReadonlyMap<string, number> = new Map([['nan', NaN], ['inf', Infinity], ['+inf', Infinity], ['-inf', -Infinity], ['infinity', Infinity], ['+infinity', Infinity], ['-infinity', -Infinity]]);

function laxFloat(value: Json): number | null {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return null;
  const text = parseBigNumeric(value);
  return text === undefined ? (SPECIAL.get(value.toLowerCase()) ?? null) : Number(value);
}
