import { sameType, type ScalarName, type SqlType } from './sql-type';

/** What coerces without a CAST, beside a type to itself. */
const IMPLICIT: ReadonlyMap<ScalarName, readonly ScalarName[]> = new Map<ScalarName, readonly ScalarName[]>([
  ['INT64', ['NUMERIC', 'BIGNUMERIC', 'FLOAT64']],
  ['NUMERIC', ['BIGNUMERIC', 'FLOAT64']],
  ['BIGNUMERIC', ['FLOAT64']],
  ['DATE', ['DATETIME']],
]);

/** What literals and parameters of a type coerce to besides. */
const OF_LITERALS: ReadonlyMap<string, readonly ScalarName[]> = new Map<string, readonly ScalarName[]>([
  ['STRING', ['DATE', 'DATETIME', 'TIME', 'TIMESTAMP']],
  ['FLOAT64', ['NUMERIC', 'BIGNUMERIC']],
]);

/** Of an expression: its type, and whether it is a literal of some kind (see TypedExpression). */
export interface Coercible {
  readonly type: SqlType;
  readonly literal?: { readonly kind: string; readonly elements?: readonly Coercible[] };
}

/** The cost of taking a value as one of another type: 0 none, 1 a literal, 2 an implicit coercion; `undefined` where only a CAST can. */
export function coercionCost(from: Coercible, to: SqlType): number | undefined {
  const { type, literal } = from;
  if (literal?.kind === 'null') return 0;
  if (literal?.kind === 'empty-array') return to.kind === 'ARRAY' ? 0 : undefined;
  if (sameType(type, to)) return 0;
  if (to.kind === 'STRUCT') return structCost(from, to);
  if (to.kind === 'ARRAY') return type.kind === 'ARRAY' && literal?.elements ? dearest(literal.elements.map((element) => coercionCost(element, to.element))) : undefined;
  return type.kind === 'ARRAY' || type.kind === 'STRUCT' ? undefined : scalarCost(type.kind, to.kind, literal?.kind);
}

function scalarCost(from: ScalarName, to: ScalarName, literal: string | undefined): number | undefined {
  if (literal && (from === 'STRING' || literal === 'float') && OF_LITERALS.get(from)?.includes(to)) return 1;
  return IMPLICIT.get(from)?.includes(to) ? 2 : undefined;
}

function structCost({ type, literal }: Coercible, to: SqlType & { kind: 'STRUCT' }): number | undefined {
  if (type.kind !== 'STRUCT' || type.fields.length !== to.fields.length) return undefined;
  return dearest(type.fields.map((field, n) => {
    const wanted = to.fields[n];
    return wanted && coercionCost(literal?.elements?.[n] ?? { type: field.type }, wanted.type);
  }));
}

function dearest(costs: readonly (number | undefined)[]): number | undefined {
  let most = 0;
  for (const cost of costs) {
    if (cost === undefined) return undefined;
    most = Math.max(most, cost);
  }
  return most;
}
