import { formatType } from '../../types/sql-type';
import { duckdbType } from '../../types/duckdb-type';
import { nullableScript, scalarsOf } from '../define';
import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { textLiteral } from '../sql-text';

const utility = scalarsOf('Utility');

export const UTILITY_FUNCTIONS: readonly FunctionDefinition[] = [
  utility('GENERATE_UUID', { '() -> STRING': () => 'CAST(uuid() AS VARCHAR)' }, { volatile: true }),
  utility('TYPEOF', { '(ANY) -> STRING': (call) => textLiteral(call.arguments[0] ? formatType(call.arguments[0].type) : '') }),
  scalarsOf('Security')('SESSION_USER', { '() -> STRING': (call) => textLiteral(call.sessionUser) }),
  scalarsOf('Debugging')('ERROR', { '(STRING) -> INT64': (call) => `CAST(bq_error(${call.arguments[0]?.sql}) AS ${duckdbType(call.type)})` }, { safe: false }),
];

export const UTILITY_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  nullableScript('error', 'VARCHAR -> VARCHAR', (message: string | null) => {
    throw new Error(message ?? 'NULL');
  }),
  nullableScript('nullif_float', 'DOUBLE, DOUBLE -> DOUBLE', (a: number | null, b: number | null) => (a !== null && a === b ? null : a)),
];
