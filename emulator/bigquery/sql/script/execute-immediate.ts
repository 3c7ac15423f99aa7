import { bindParameters } from '../engine/parameters';
import { literalOf } from '../engine/literal';
import { SqlError } from '../sql-error';
import { parseScript } from '../syntax/parse';
import type { ExecuteImmediate } from '../syntax/statement';
import { STRING } from '../types/sql-type';
import type { AnalysisContext, Column, Variable } from '../analysis/analysis-context';
import { coercedValue } from './coerced-value';
import type { ScriptHost } from './script-host';
import type { ScriptState } from './script-state';

/** EXECUTE IMMEDIATE sql [INTO variables] [USING values]: one statement, which sees its own parameters alone. @throws SqlError */
export async function executeImmediate({ sql, into, using, at }: ExecuteImmediate, host: ScriptHost): Promise<void> {
  const { state, runner } = host;
  const text = (await runner.evaluate(sql, state.scope(), STRING)).value;
  if (typeof text !== 'string') throw new SqlError('EXECUTE IMMEDIATE sql string cannot be NULL', { at });
  const { statements } = parseScript(text);
  const [statement] = statements;
  if (!statement || statements.length > 1) throw new SqlError('EXECUTE IMMEDIATE takes exactly one statement', { at });
  const parameter = using.length === 0 ? bindParameters([]) : await bindValues(using, host);
  const inner: ScriptState = { ...state, text, scope: () => ({ ...state.scope(), parameter }) };
  const outcome = await host.run(statement, inner);
  if (into.length === 0) return;
  const { columns = [], rows = [] } = outcome.result ?? {};
  if (columns.length !== into.length) throw new SqlError(`EXECUTE IMMEDIATE INTO has ${into.length} variables for ${columns.length} columns`, { at });
  if (rows.length > 1) throw new SqlError('EXECUTE IMMEDIATE INTO expects at most one row', { at });
  for (const [n, name] of into.entries()) {
    const variable = state.variables.get(name);
    variable.value = await coercedValue({ value: rows[0]?.[n] ?? null, type: (columns[n] as Column).type, at: name.at }, variable.type, host);
  }
}

async function bindValues(using: ExecuteImmediate['using'], { state, runner }: ScriptHost): Promise<AnalysisContext['parameter']> {
  const named = new Map<string, Variable>();
  const positional: Variable[] = [];
  for (const { value, alias } of using) {
    const { type, value: result } = await runner.evaluate(value, state.scope());
    const variable = { type, sql: literalOf(result, type), literal: true };
    if (alias) named.set(alias.name.toLowerCase(), variable);
    else positional.push(variable);
  }
  return ({ name, index = 0, at }) => {
    const found = name === undefined ? positional[index] : named.get(name.toLowerCase());
    if (!found) throw new SqlError(name === undefined ? `Query parameter number ${index + 1} is not defined` : `Query parameter '${name}' not found`, { at });
    return found;
  };
}
