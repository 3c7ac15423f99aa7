import { findProcedure } from '../engine/find-routine';
import { SqlError } from '../sql-error';
import type { CallStatement, Statement } from '../syntax/statement';
import { frameOf } from './frames';
import type { ScriptHost } from './script-host';
import type { ScriptState } from './script-state';
import { createVariables } from './variables';

/** How deep procedures may call each other, as BigQuery has it. */
const MAX_CALLS = 50;

/** CALL procedure(arguments): its statements see its own variables alone; OUT and INOUT arguments are variables. @throws SqlError */
export async function callProcedure(call: CallStatement, host: ScriptHost, run: (body: readonly Statement[], inner: ScriptHost) => Promise<unknown>): Promise<void> {
  const { state, runner } = host;
  const path = call.name.map(({ name }) => name);
  const found = findProcedure(path, state.scope().names);
  if (!found) throw new SqlError(`Procedure is not found: ${path.join('.')}`, { at: call.at, reason: 'notFound' });
  const { procedure, text } = found;
  if (procedure.parameters.length !== call.arguments.length) {
    throw new SqlError(`Procedure ${path.join('.')} takes ${procedure.parameters.length} arguments, found ${call.arguments.length}`, { at: call.at });
  }
  if (state.calls.length >= MAX_CALLS) throw new SqlError(`Procedures call each other more than ${MAX_CALLS} deep`, { at: call.at });
  const variables = createVariables();
  const outputs: (() => void)[] = [];
  for (const [n, parameter] of procedure.parameters.entries()) {
    const argument = call.arguments[n] as CallStatement['arguments'][number];
    const given = parameter.mode === 'OUT' ? { kind: 'null' as const, at: argument.at } : argument;
    const expression = parameter.type ? { kind: 'cast' as const, at: argument.at, operand: given, type: parameter.type, safe: false } : given;
    const variable = { ...(await runner.evaluate(expression, state.scope())) };
    variables.declare(parameter.name, variable);
    if (parameter.mode === 'IN') continue;
    const [name] = argument.kind === 'path' && argument.parts.length === 1 ? argument.parts : [];
    if (!name) throw new SqlError(`The argument of ${parameter.mode} ${parameter.name.name} must be a variable`, { at: argument.at });
    const target = state.variables.get(name);
    outputs.push(() => void (target.value = variable.value));
  }
  const inner: ScriptState = { ...state, text, calls: [...state.calls, found.name], variables, scope: () => ({ ...state.scope(), variable: (name) => variables.find(name) }) };
  try {
    await run(procedure.body, { ...host, state: inner });
  } catch (error) {
    if (error instanceof SqlError) error.frames = [...(error.frames ?? []), frameOf(call, state)];
    throw error;
  }
  for (const put of outputs) put();
}
