import { notEmulated, SqlError } from '../sql-error';
import type { Expression } from '../syntax/tree';
import type { Assert, Block, CaseStatement, Declare, ForIn, If, Jump, Loop, SetVariables, Statement, Transaction } from '../syntax/statement';
import { BOOL, STRING, type StructType } from '../types/sql-type';
import type { Value } from '../../data/row';
import { callProcedure } from './call-procedure';
import { coercedValue } from './coerced-value';
import { executeImmediate } from './execute-immediate';
import { frameOf, placeOf } from './frames';
import type { ScriptHost } from './script-host';
import { setSystemVariable } from './system-variables';
import { beginTransaction } from './transaction';

/** Why a list of statements ended before its end. */
type Ending = undefined | { readonly kind: 'break' | 'continue'; readonly label?: string } | { readonly kind: 'return' };

/** How many steps of a loop may pass before other work of the process has its turn. */
const STEPS_A_TURN = 50;

/**
 * Runs the statements of a script, each in effect as soon as it is done, as BigQuery does.
 * @throws SqlError of the statement that failed, unless a handler takes it
 */
export async function runScript(statements: readonly Statement[], host: ScriptHost): Promise<void> {
  await runList(statements, host);
  if (host.state.current.transaction) host.state.current.transaction = undefined;
}

async function runList(statements: readonly Statement[], host: ScriptHost): Promise<Ending> {
  let declarations = true;
  for (const statement of statements) {
    if (statement.kind !== 'declare') declarations = false;
    else if (!declarations) throw new SqlError('Variable declarations are allowed only at the start of a block or script', { at: statement.at });
    const ending = await runOne(statement, host);
    if (ending) return ending;
  }
  return undefined;
}

type Handler<K extends Statement['kind']> = (statement: Extract<Statement, { kind: K }>, host: ScriptHost) => Promise<Ending> | Ending;

/** What is no job of its own: control flow, variables and transactions. */
const HANDLERS: { readonly [K in Statement['kind']]?: Handler<K> } = {
  declare: (statement, host) => thenGoOn(declare(statement, host)),
  set: (statement, host) => thenGoOn(assign(statement, host)),
  if: runIf,
  'case-statement': runCase,
  loop: runLoop,
  for: runFor,
  block: runBlock,
  break: jump,
  continue: jump,
  return: () => ({ kind: 'return' }),
  async raise({ message }, host) {
    throw await raised(message, host);
  },
  'call-procedure': (statement, host) => thenGoOn(callProcedure(statement, host, runList)),
  'execute-immediate': (statement, host) => thenGoOn(executeImmediate(statement, host)),
  'begin-transaction'({ at }, { state }) {
    if (state.current.transaction) throw new SqlError('Transaction control statement BEGIN is not allowed inside a transaction', { at });
    state.current.transaction = beginTransaction(state.catalog());
    return undefined;
  },
  'commit-transaction': endTransaction,
  'rollback-transaction': endTransaction,
  assert: (statement, host) => thenGoOn(check(statement, host)),
};

async function runOne(statement: Statement, host: ScriptHost): Promise<Ending> {
  host.state.scope().signal.throwIfAborted();
  const handler = HANDLERS[statement.kind] as ((statement: Statement, host: ScriptHost) => Promise<Ending> | Ending) | undefined;
  try {
    if (handler) return await handler(statement, host);
    await host.run(statement, host.state);
    return undefined;
  } catch (error) {
    if (error instanceof SqlError) error.frames ??= [frameOf(statement, host.state)];
    throw error;
  }
}

async function thenGoOn(work: Promise<unknown>): Promise<undefined> {
  await work;
  return undefined;
}

async function check({ condition, message, at }: Assert, host: ScriptHost): Promise<void> {
  if (await isTrue(condition, host)) return;
  const text = message && (await host.runner.evaluate(message, host.state.scope(), STRING)).value;
  throw new SqlError(`Assertion failed${typeof text === 'string' ? `: ${text}` : ''}`, { at });
}

async function declare({ names, type, default: given, at }: Declare, { state, runner }: ScriptHost): Promise<void> {
  const value: Expression = given ?? { kind: 'null', at };
  const expression: Expression = type ? { kind: 'cast', at, operand: value, type, safe: false } : value;
  const evaluated = await runner.evaluate(expression, state.scope());
  for (const name of names) state.variables.declare(name, { ...evaluated });
}

async function assign({ targets, value, at }: SetVariables, host: ScriptHost): Promise<void> {
  const { state, runner } = host;
  const [first] = targets;
  if (targets.length === 1 && first) {
    if ('systemVariable' in first) {
      const { value: text } = await runner.evaluate(value, state.scope(), STRING);
      setSystemVariable(state.system, first.systemVariable, String(text));
      return;
    }
    const variable = state.variables.get(first);
    variable.value = (await runner.evaluate(value, state.scope(), variable.type)).value;
    return;
  }
  const source = await runner.evaluate(value, state.scope());
  if (source.type.kind !== 'STRUCT' || source.type.fields.length !== targets.length) {
    throw new SqlError(`Number of variables (${targets.length}) does not match the number of fields of the value`, { at });
  }
  const fields = value.kind === 'struct' ? value.fields.map((field) => field.value) : undefined;
  const values = (source.value ?? []) as readonly Value[];
  const assigned: (() => void)[] = [];
  for (const [n, target] of targets.entries()) {
    if ('systemVariable' in target) throw notEmulated('a system variable among several variables of SET', at);
    const variable = state.variables.get(target);
    const { type } = source.type.fields[n] as StructType['fields'][number];
    const next = fields ? (await runner.evaluate(fields[n] as Expression, state.scope(), variable.type)).value : await coercedValue({ value: values[n] ?? null, type, at }, variable.type, host);
    assigned.push(() => void (variable.value = next));
  }
  for (const put of assigned) put();
}

async function isTrue(condition: Expression, { runner, state }: ScriptHost): Promise<boolean> {
  return (await runner.evaluate(condition, state.scope(), BOOL)).value === true;
}

async function runIf({ branches, otherwise = [] }: If, host: ScriptHost): Promise<Ending> {
  for (const { condition, body } of branches) if (await isTrue(condition, host)) return runList(body, host);
  return runList(otherwise, host);
}

async function runCase({ operand, branches, otherwise = [] }: CaseStatement, host: ScriptHost): Promise<Ending> {
  for (const { when, body } of branches) {
    const condition: Expression = operand ? { kind: 'binary', operator: '=', at: when.at, operatorAt: when.at, left: operand, right: when } : when;
    if (await isTrue(condition, host)) return runList(body, host);
  }
  return runList(otherwise, host);
}

async function runLoop({ label, while: condition, until, body }: Loop, host: ScriptHost): Promise<Ending> {
  for (let step = 1; ; step++) {
    if (step % STEPS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    host.state.scope().signal.throwIfAborted();
    if (condition && !(await isTrue(condition, host))) return undefined;
    const ending = after(await runList(body, host), label?.name);
    if (ending === 'leave') return undefined;
    if (ending) return ending;
    if (until && (await isTrue(until, host))) return undefined;
  }
}

async function runFor({ label, variable, query, body }: ForIn, host: ScriptHost): Promise<Ending> {
  const { columns, rows } = await host.runner.query(query, host.state.scope());
  const type: StructType = { kind: 'STRUCT', fields: columns };
  return host.state.variables.inBlock(async () => {
    const current = { type, value: null as Value };
    host.state.variables.declare(variable, current);
    for (const row of rows) {
      current.value = row;
      const ending = after(await runList(body, host), label?.name);
      if (ending === 'leave') return undefined;
      if (ending) return ending;
    }
    return undefined;
  });
}

/** What the end of a loop's body means for the loop: go on (undefined), leave it, or hand the ending on. */
function after(ending: Ending, label: string | undefined): Ending | 'leave' {
  if (!ending || ending.kind === 'return') return ending;
  if (ending.label !== undefined && ending.label !== label?.toLowerCase()) return ending;
  return ending.kind === 'break' ? 'leave' : undefined;
}

async function runBlock({ label, body, exception }: Block, host: ScriptHost): Promise<Ending> {
  const { state } = host;
  const run = (): Promise<Ending> => state.variables.inBlock(() => runList(body, host));
  const ending = exception ? await handled(run, exception, host) : await run();
  return ending?.kind === 'break' && ending.label !== undefined && ending.label === label?.name.toLowerCase() ? undefined : ending;
}

async function handled(run: () => Promise<Ending>, exception: readonly Statement[], host: ScriptHost): Promise<Ending> {
  const { state } = host;
  try {
    return await run();
  } catch (error) {
    // What is not emulated, and what a user stopped, is no affair of the script.
    if (!(error instanceof SqlError) || error.unsupported || state.scope().signal.aborted) throw error;
    const before = state.system.error;
    state.system.error = { message: messageOf(error), statementText: error.statementText ?? '', frames: error.frames ?? [] };
    try {
      return await state.variables.inBlock(() => runList(exception, host));
    } finally {
      state.system.error = before;
    }
  }
}

/** @@error.message: of RAISE what it was given, of a statement with what failed where. */
function messageOf({ message, plain, at, reason, statementText, frames: [frame] = [] }: SqlError): string {
  if (statementText === undefined) return plain;
  const place = at || !frame ? '' : ` ${placeOf(frame)}`;
  return `${reason === 'invalidQuery' ? 'Query error: ' : ''}${message}${place}`;
}

function jump({ kind, label }: Jump): Ending {
  return label ? { kind, label: label.name.toLowerCase() } : { kind };
}

async function raised(message: Expression | undefined, { runner, state }: ScriptHost): Promise<SqlError> {
  if (message) return new SqlError(String((await runner.evaluate(message, state.scope(), STRING)).value), { at: message.at });
  return new SqlError(state.system.error?.message ?? 'RAISE without USING MESSAGE is allowed only inside of an exception handler');
}

function endTransaction({ kind, at }: Transaction, { state }: ScriptHost): undefined {
  const { transaction } = state.current;
  if (!transaction) throw new SqlError('Transaction control statement COMMIT or ROLLBACK requires an active transaction', { at });
  state.current.transaction = undefined;
  if (kind === 'commit-transaction') transaction.commit();
}

