import type { FunctionDefinition } from '../../functions/function-definition';
import { SqlError } from '../../sql-error';
import type { Argument, Expression, IntervalExpression, Lambda } from '../../syntax/tree';
import { intervalValue } from '../expression/interval';
import type { Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { parseForm, type Pattern } from './signature';

/** An argument of a call before a signature is chosen. */
export type Given =
  | { readonly kind: 'value'; readonly value: TypedExpression; readonly interval?: { readonly value: TypedExpression; readonly part: string } }
  | { readonly kind: 'part'; readonly part: string }
  | { readonly kind: 'lambda'; readonly lambda: Lambda };

const PARTS: ReadonlySet<string> = new Set([
  'MICROSECOND', 'MILLISECOND', 'SECOND', 'MINUTE', 'HOUR', 'DAY', 'DAYOFWEEK', 'DAYOFYEAR', 'WEEK', 'ISOWEEK', 'MONTH', 'QUARTER', 'YEAR', 'ISOYEAR', 'DATE', 'TIME', 'DATETIME',
  'NFC', 'NFKC', 'NFD', 'NFKD',
]);

/** Reads the arguments: words as date parts where the function takes one there. @throws SqlError */
export function givenArguments(definition: FunctionDefinition, written: readonly Argument[], scope: Scope): readonly Given[] {
  const forms = definition.signatures.map(({ form }) => parseForm(form));
  const may = (kind: Pattern['kind'], n: number): boolean => forms.some(({ places }) => (places[n] ?? places.at(-1))?.pattern.kind === kind);
  return written.map(({ value }, n): Given => {
    if (value.kind === 'lambda') return { kind: 'lambda', lambda: value };
    const word = wordOf(value);
    if (word !== undefined && may('part', n)) {
      if (PARTS.has(word.split('(')[0]!)) return { kind: 'part', part: word };
      if (forms.every(({ places }) => places[n]?.pattern.kind === 'part')) throw new SqlError(`A valid date part name is required but found ${word}`, { at: value.at });
    }
    const typed = scope.env.analyser.expression(value, scope);
    return value.kind === 'interval' && value.to === undefined ? { kind: 'value', value: typed, interval: intervalParts(value, scope) } : { kind: 'value', value: typed };
  });
}

function intervalParts(expression: IntervalExpression, scope: Scope): { value: TypedExpression; part: string } {
  return { value: intervalValue(expression, scope), part: expression.part };
}

/** MONTH, WEEK(MONDAY): an argument that may be a word of the language, in upper case. */
function wordOf(value: Expression): string | undefined {
  if (value.kind === 'path' && value.parts.length === 1 && !value.parts[0]!.quoted) return value.parts[0]!.name.toUpperCase();
  if (value.kind !== 'call' || value.name.length !== 1 || value.arguments.length > 1) return undefined;
  const name = value.name[0]!.name.toUpperCase();
  const [day] = value.arguments;
  if (name === 'WEEK' && day?.value.kind === 'path') return `WEEK(${day.value.parts[0]!.name.toUpperCase()})`;
  return !day && PARTS.has(name) ? name : undefined;
}
