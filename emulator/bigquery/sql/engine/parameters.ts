import { z } from 'zod';
import type { ScalarType as DataScalar } from '../../data/canonical-type';
import type { Value } from '../../data/row';
import { coerceText } from '../../data/values';
import type { AnalysisContext, Variable } from '../analysis/analysis-context';
import { notEmulated, SqlError } from '../sql-error';
import { formatType, type ScalarName, type SqlType } from '../types/sql-type';
import { literalOf } from './literal';

/** The type of a query parameter: https://cloud.google.com/bigquery/docs/reference/rest/v2/QueryParameter */
export interface ParameterType {
  readonly type: string;
  readonly arrayType?: ParameterType;
  readonly structTypes?: readonly { readonly name?: string; readonly type: ParameterType }[];
}
export interface ParameterValue {
  /** A text; numbers and booleans are taken as their texts. */
  readonly value?: string | number | boolean | null;
  readonly arrayValues?: readonly ParameterValue[] | null;
  readonly structValues?: Readonly<Record<string, ParameterValue>>;
}
export interface QueryParameter {
  readonly name?: string | null;
  readonly parameterType: ParameterType;
  readonly parameterValue?: ParameterValue | null;
}

const parameterType: z.ZodType<ParameterType> = z.lazy(() =>
  z.object({
    type: z.string(),
    arrayType: parameterType.optional(),
    structTypes: z.array(z.object({ name: z.string().optional(), type: parameterType })).optional(),
  }),
);
const parameterValue: z.ZodType<ParameterValue> = z.lazy(() =>
  z.object({
    value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
    arrayValues: z.array(parameterValue).nullable().optional(),
    structValues: z.record(z.string(), parameterValue).optional(),
  }),
);

/** The parameters of a query, as clients send them. */
export const queryParameters = z.array(z.object({ name: z.string().nullish(), parameterType, parameterValue: parameterValue.nullish() }));

/**
 * What a query's `@name` and `?` stand for.
 * @throws SqlError for a value that its type has not, or a type that is not emulated
 */
export function bindParameters(given: readonly QueryParameter[]): AnalysisContext['parameter'] {
  const named = new Map<string, Variable>();
  const positional: Variable[] = [];
  for (const { name, parameterType: declared, parameterValue: value } of given) {
    const type = typeOf(declared);
    const variable = { type, sql: literalOf(valueOf(value ?? {}, type, name ?? `#${positional.length + 1}`), type), literal: true };
    if (name) named.set(name.toLowerCase(), variable);
    else positional.push(variable);
  }
  return ({ name, index = 0, at }) => {
    const found = name === undefined ? positional[index] : named.get(name.toLowerCase());
    if (found) return found;
    if (name === undefined) throw new SqlError(`Query parameter number ${index + 1} is not defined (${positional.length} provided)`, { at });
    throw new SqlError(`Query parameter '${name}' not found`, { at });
  };
}

const SCALARS: ReadonlyMap<string, ScalarName> = new Map<string, ScalarName>([
  ['BOOL', 'BOOL'], ['BOOLEAN', 'BOOL'], ['INT64', 'INT64'], ['INTEGER', 'INT64'], ['INT', 'INT64'], ['FLOAT64', 'FLOAT64'], ['FLOAT', 'FLOAT64'],
  ['NUMERIC', 'NUMERIC'], ['DECIMAL', 'NUMERIC'], ['BIGNUMERIC', 'BIGNUMERIC'], ['BIGDECIMAL', 'BIGNUMERIC'], ['STRING', 'STRING'], ['BYTES', 'BYTES'],
  ['DATE', 'DATE'], ['TIME', 'TIME'], ['DATETIME', 'DATETIME'], ['TIMESTAMP', 'TIMESTAMP'], ['JSON', 'JSON'], ['INTERVAL', 'INTERVAL'],
]);

function typeOf({ type, arrayType, structTypes }: ParameterType): SqlType {
  const name = type.toUpperCase();
  if (name === 'ARRAY' && arrayType) return { kind: 'ARRAY', element: typeOf(arrayType) };
  if ((name === 'STRUCT' || name === 'RECORD') && structTypes) {
    return { kind: 'STRUCT', fields: structTypes.map((field) => ({ ...(field.name !== undefined && { name: field.name }), type: typeOf(field.type) })) };
  }
  const scalar = SCALARS.get(name);
  if (!scalar) throw notEmulated(`a query parameter of type ${type}`);
  return { kind: scalar };
}

function valueOf(given: ParameterValue, type: SqlType, name: string): Value {
  if (type.kind === 'ARRAY') return given.arrayValues === undefined || given.arrayValues === null ? null : given.arrayValues.map((item) => valueOf(item, type.element, name));
  if (type.kind === 'STRUCT') {
    const { structValues } = given;
    if (structValues === undefined) return null;
    return type.fields.map((field) => {
      const inner = field.name !== undefined && Object.hasOwn(structValues, field.name) ? structValues[field.name] : undefined;
      return valueOf(inner ?? {}, field.type, `${name}.${field.name ?? ''}`);
    });
  }
  if (given.value === undefined || given.value === null) return null;
  const text = String(given.value);
  const value = coerceText(type.kind satisfies DataScalar, text);
  if (value === undefined) throw new SqlError(`Invalid value for query parameter '${name}': could not read ${JSON.stringify(text)} as ${formatType(type)}`, { reason: 'invalid' });
  return value;
}
