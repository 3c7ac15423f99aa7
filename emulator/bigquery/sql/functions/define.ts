import { SqlError } from '../sql-error';
import type { FunctionCall, FunctionDefinition, FunctionGroup, ScriptFunction, Signature } from './function-definition';

type Builder = (call: FunctionCall) => string;
/** Signatures by their form; a builder alone, or with what else a Signature has. */
export type Forms = Readonly<Record<string, Builder | Omit<Signature, 'form'>>>;

interface Extras {
  /** Named arguments that it takes, in upper case. Any other is refused. */
  readonly named?: readonly string[];
  readonly volatile?: boolean;
  readonly safe?: boolean;
}

/** Makes the definitions of one group: `scalar('UPPER', { '(STRING) -> STRING': native('upper') })`. */
export function scalarsOf(group: FunctionGroup) {
  return (name: string, forms: Forms, { named = [], ...extras }: Extras = {}): FunctionDefinition => ({
    name,
    group,
    kind: 'scalar',
    signatures: Object.entries(forms).map(([form, given]) => {
      const signature = typeof given === 'function' ? { sql: given } : given;
      return { form, ...signature, sql: (call) => (refuseNamed(name, call, named), signature.sql(call)) };
    }),
    ...extras,
  });
}

function refuseNamed(name: string, call: FunctionCall, known: readonly string[]): void {
  for (const argument of call.named.keys()) {
    if (!known.includes(argument)) throw new SqlError(`Named argument \`${argument.toLowerCase()}\` not found in signature for call to function ${name}`, { at: call.at });
  }
}

/** The SQL of each argument. */
export function argumentsOf(call: FunctionCall): readonly string[] {
  return call.arguments.map((argument) => argument.sql);
}

/** A call of DuckDB's function (or a script function) of that name with the same arguments, and constants behind them. */
export function callOf(name: string, ...constants: readonly string[]): Builder {
  return (call) => `${name}(${[...argumentsOf(call), ...constants].join(', ')})`;
}

/** A template in which $1, $2, … stand for the arguments. */
export function template(text: string): Builder {
  return (call) => text.replace(/\$(\d)/g, (_, digit: string) => call.arguments[Number(digit) - 1]?.sql ?? 'NULL');
}

/** A script function with the types of its parameters checked by the caller. */
export function script(name: string, types: string, run: ScriptFunction['run']): ScriptFunction {
  const [parameters = '', returns] = types.split(' -> ');
  return {
    name: `bq_${name}`,
    parameters: parameters.split(', ').filter(Boolean) as unknown as ScriptFunction['parameters'],
    returns: returns as ScriptFunction['returns'],
    run,
  };
}

/** As `script`, for a function that takes NULL arguments itself. */
export function nullableScript(name: string, types: string, run: ScriptFunction['run']): ScriptFunction {
  return { ...script(name, types, run), nullable: true };
}
