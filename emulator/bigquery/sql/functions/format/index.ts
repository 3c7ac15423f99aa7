import { nullableScript, scalarsOf } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { SqlError } from '../../sql-error';
import { decodeTypes, decodeWires } from '../value/typed-value';
import { wireOfAll } from '../value/wire';
import { parseFormat } from './format-string';
import { formatValues } from './print';

export const FORMAT_FUNCTIONS: readonly FunctionDefinition[] = [
  scalarsOf('String')('FORMAT', { '(STRING) -> STRING': format, '(STRING, ANY...) -> STRING': format }),
];

function format(call: FunctionCall): string {
  const [pattern, ...given] = call.arguments;
  const constant = pattern?.literal?.kind === 'string' ? pattern.literal.text : undefined;
  if (constant !== undefined) {
    try {
      parseFormat(constant, given.map((value) => value.type));
    } catch (error) {
      throw new SqlError((error as Error).message, { at: call.at });
    }
  }
  const { sql, types } = wireOfAll(given);
  return `bq_format(${pattern?.sql ?? 'NULL'}, ${types}, ${sql})`;
}

export const FORMAT_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  nullableScript('format', 'VARCHAR, VARCHAR, VARCHAR -> VARCHAR', (pattern: string | null, types: string, wires: string) => {
    if (pattern === null) return null;
    const all = decodeTypes(types);
    return formatValues(pattern, all, decodeWires(all, wires));
  }),
];
