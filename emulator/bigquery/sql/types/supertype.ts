import { coercionCost, type Coercible } from './coercion';
import { FLOAT64, INT64, type SqlType, type StructField } from './sql-type';

/**
 * The type that all of the values can be taken as: that of the one that all the others coerce to. Untyped NULLs alone
 * give INT64; `undefined` where there is none.
 */
export function supertypeOf(values: readonly Coercible[]): SqlType | undefined {
  const typed = values.filter(({ literal }) => literal?.kind !== 'null' && literal?.kind !== 'empty-array');
  if (typed.length === 0) return values.find(({ literal }) => literal?.kind === 'empty-array')?.type ?? INT64;
  const firm = typed.filter(({ literal }) => !literal);
  const candidates = [...firm, ...typed.filter(({ literal }) => literal)];
  for (const { type } of candidates) {
    if (values.every((value) => coercionCost(value, type) !== undefined)) return withNames(type, typed);
  }
  return commonType(candidates);
}

/** No candidate itself: what lies above all of them, such as STRUCT<FLOAT64, STRING> of two structs. */
function commonType(values: readonly Coercible[]): SqlType | undefined {
  const [first] = values;
  if (first?.type.kind === 'STRUCT') return commonStruct(values, first.type);
  if (first?.type.kind === 'ARRAY' && values.every(({ literal }) => literal?.elements)) {
    const element = supertypeOf(values.flatMap(({ literal }) => literal?.elements ?? []));
    return element && { kind: 'ARRAY', element };
  }
  const allNumbers = values.every(({ type }) => ['INT64', 'NUMERIC', 'BIGNUMERIC', 'FLOAT64'].includes(type.kind));
  return allNumbers ? FLOAT64 : undefined;
}

function commonStruct(values: readonly Coercible[], first: SqlType & { kind: 'STRUCT' }): SqlType | undefined {
  const fields: StructField[] = [];
  for (const [n, field] of first.fields.entries()) {
    const column: Coercible[] = [];
    for (const { type, literal } of values) {
      const own = type.kind === 'STRUCT' && type.fields.length === first.fields.length ? type.fields[n] : undefined;
      if (!own) return undefined;
      column.push(literal?.elements?.[n] ?? { type: own.type });
    }
    const type = supertypeOf(column);
    if (!type) return undefined;
    fields.push({ ...(field.name !== undefined && { name: field.name }), type });
  }
  return { kind: 'STRUCT', fields };
}

/** The names of a struct's fields come from the first value, whatever value its types are from. */
function withNames(type: SqlType, [first]: readonly Coercible[]): SqlType {
  return first ? named(type, first.type) : type;
}

function named(type: SqlType, like: SqlType): SqlType {
  if (type.kind === 'ARRAY' && like.kind === 'ARRAY') return { kind: 'ARRAY', element: named(type.element, like.element) };
  if (type.kind !== 'STRUCT' || like.kind !== 'STRUCT') return type;
  const fields = type.fields.map((field, n): StructField => {
    const { name, type: inner } = like.fields[n] ?? field;
    return { ...(name !== undefined && { name }), type: named(field.type, inner) };
  });
  return { kind: 'STRUCT', fields };
}
