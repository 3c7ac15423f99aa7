import type { Signature } from '../../functions/function-definition';
import { coercionCost, type Coercible } from '../../types/coercion';
import type { SqlType } from '../../types/sql-type';
import { supertypeOf } from '../../types/supertype';
import { coerced } from '../coerce';
import type { Env } from '../scope';
import type { TypedExpression } from '../typed-expression';
import type { Given } from './given-arguments';
import { parseForm, type Form, type Pattern } from './signature';

/** A signature that fits: its templates' types, and what taking it costs. */
export interface Match {
  readonly signature: Signature;
  readonly form: Form;
  readonly templates: ReadonlyMap<string, SqlType>;
  readonly cost: number;
}

const NUMBERS: readonly string[] = ['INT64', 'NUMERIC', 'BIGNUMERIC', 'FLOAT64'];

/** The signature that takes the arguments with the least coercion, the first of equals; `undefined` where none does. */
export function matchSignature(signatures: readonly Signature[], given: readonly Given[]): Match | undefined {
  let best: Match | undefined;
  for (const signature of signatures) {
    const form = parseForm(signature.form);
    const templates = fits(form, given) ? templatesOf(form, given) : undefined;
    const cost = templates && totalCost(form, given, templates);
    if (templates && cost !== undefined && cost < (best?.cost ?? Infinity)) best = { signature, form, templates, cost };
  }
  return best;
}

/** What stands at a place of the form, the repeated last one included. */
export function patternAt({ places }: Form, n: number): Pattern | undefined {
  return (places[n] ?? (places.at(-1)?.repeated ? places.at(-1) : undefined))?.pattern;
}

function fits(form: Form, given: readonly Given[]): boolean {
  const least = form.places.filter(({ optional, repeated }) => !optional && !repeated).length + (form.places.at(-1)?.repeated && !form.places.at(-1)?.optional ? 1 : 0);
  return given.length >= least && given.every((argument, n) => {
    const kind = patternAt(form, n)?.kind;
    if (kind === undefined) return false;
    if (argument.kind === 'value') return kind !== 'part' && kind !== 'lambda';
    return kind === argument.kind;
  });
}

function templatesOf(form: Form, given: readonly Given[]): ReadonlyMap<string, SqlType> | undefined {
  const met = new Map<string, Coercible[]>();
  for (const [n, argument] of given.entries()) {
    if (argument.kind !== 'value') continue;
    const found = templateAt(patternAt(form, n)!, argument.value);
    if (!found) continue;
    if (!found.values) return undefined;
    met.set(found.name, [...(met.get(found.name) ?? []), ...found.values]);
  }
  const types = new Map<string, SqlType>();
  for (const [name, values] of met) {
    const type = supertypeOf(values);
    if (!type || (name === 'NUMBER' && !NUMBERS.includes(type.kind))) return undefined;
    types.set(name, type);
  }
  return types;
}

/** The template of a place, and what the argument gives it; no values where the argument cannot stand there. */
function templateAt(pattern: Pattern, value: TypedExpression): { name: string; values?: readonly Coercible[] } | undefined {
  if (pattern.kind === 'template') return { name: pattern.name, values: [value] };
  if (pattern.kind !== 'array' || pattern.element.kind !== 'template') return undefined;
  const { name } = pattern.element;
  const { literal, type } = value;
  if (literal?.kind === 'null' || literal?.kind === 'empty-array') return { name, values: [{ type, literal: { kind: 'null' } }] };
  if (literal?.elements && type.kind === 'ARRAY') return { name, values: literal.elements };
  return type.kind === 'ARRAY' ? { name, values: [{ type: type.element }] } : { name };
}

function totalCost(form: Form, given: readonly Given[], templates: ReadonlyMap<string, SqlType>): number | undefined {
  let total = 0;
  for (const [n, argument] of given.entries()) {
    if (argument.kind !== 'value') continue;
    const type = typeOf(patternAt(form, n)!, templates);
    const cost = type ? coercionCost(argument.value, type) : 0;
    if (cost === undefined) return undefined;
    total += cost;
  }
  return total;
}

/** The type that a pattern stands for; `undefined` for any. */
export function typeOf(pattern: Pattern, templates: ReadonlyMap<string, SqlType>): SqlType | undefined {
  switch (pattern.kind) {
    case 'type':
      return pattern.type;
    case 'template':
      return templates.get(pattern.name) ?? { kind: 'INT64' };
    case 'array': {
      const element = typeOf(pattern.element, templates);
      return element && { kind: 'ARRAY', element };
    }
    case 'interval':
      return { kind: 'INTERVAL' };
    case 'any':
    case 'part':
    case 'lambda':
      return undefined;
  }
}

/** The argument as the matched signature takes it. */
export function argumentAs(value: TypedExpression, pattern: Pattern, { match, env }: { match: Match; env: Env }): TypedExpression {
  const type = typeOf(pattern, match.templates);
  return type ? coerced(value, type, env) : value;
}
