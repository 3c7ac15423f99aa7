import type { Value } from '../../data/row';
import { literalOf } from '../engine/literal';
import type { Position } from '../syntax/position';
import { sameType, type SqlType } from '../types/sql-type';
import type { ScriptHost } from './script-host';

/** A value for a variable of the type `wanted`. @throws SqlError where only a CAST could make it one */
export async function coercedValue({ value, type, at }: { value: Value; type: SqlType; at: Position }, wanted: SqlType, { runner, state }: ScriptHost): Promise<Value> {
  if (sameType(type, wanted)) return value;
  const scope = { ...state.scope(), variable: () => ({ type, sql: literalOf(value, type) }) };
  return (await runner.evaluate({ kind: 'path', at, parts: [{ name: 'value', at, quoted: false }] }, scope, wanted)).value;
}
