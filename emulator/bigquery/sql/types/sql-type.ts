/** A type of GoogleSQL. Lengths and precisions of columns are not part of it. */
export type SqlType = ScalarType | ArrayType | StructType;

export type ScalarName =
  | 'BOOL' | 'INT64' | 'FLOAT64' | 'NUMERIC' | 'BIGNUMERIC' | 'STRING' | 'BYTES'
  | 'DATE' | 'TIME' | 'DATETIME' | 'TIMESTAMP' | 'INTERVAL' | 'JSON';

/** Every scalar type. */
export const SCALAR_NAMES = [
  'BOOL', 'INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC', 'STRING', 'BYTES', 'DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'INTERVAL', 'JSON',
] as const satisfies readonly ScalarName[];

export interface ScalarType { readonly kind: ScalarName }
export interface ArrayType { readonly kind: 'ARRAY'; readonly element: SqlType }
export interface StructType { readonly kind: 'STRUCT'; readonly fields: readonly StructField[] }
/** A field without a name is anonymous. Names may repeat; they are compared without regard to case. */
export interface StructField { readonly name?: string; readonly type: SqlType }

export const BOOL: ScalarType = { kind: 'BOOL' };
export const INT64: ScalarType = { kind: 'INT64' };
export const FLOAT64: ScalarType = { kind: 'FLOAT64' };
export const NUMERIC: ScalarType = { kind: 'NUMERIC' };
export const BIGNUMERIC: ScalarType = { kind: 'BIGNUMERIC' };
export const STRING: ScalarType = { kind: 'STRING' };
export const BYTES: ScalarType = { kind: 'BYTES' };
export const DATE: ScalarType = { kind: 'DATE' };
export const TIME: ScalarType = { kind: 'TIME' };
export const DATETIME: ScalarType = { kind: 'DATETIME' };
export const TIMESTAMP: ScalarType = { kind: 'TIMESTAMP' };
export const INTERVAL: ScalarType = { kind: 'INTERVAL' };
export const JSON_TYPE: ScalarType = { kind: 'JSON' };

export function arrayOf(element: SqlType): ArrayType {
  return { kind: 'ARRAY', element };
}

/** As messages print it: ARRAY<STRUCT<a INT64, STRING>>. */
export function formatType(type: SqlType): string {
  if (type.kind === 'ARRAY') return `ARRAY<${formatType(type.element)}>`;
  if (type.kind !== 'STRUCT') return type.kind;
  return `STRUCT<${type.fields.map((field) => (field.name === undefined ? '' : `${field.name} `) + formatType(field.type)).join(', ')}>`;
}

/** The same type, names of fields left aside. */
export function sameType(a: SqlType, b: SqlType): boolean {
  if (a.kind === 'ARRAY') return b.kind === 'ARRAY' && sameType(a.element, b.element);
  if (a.kind !== 'STRUCT') return a.kind === b.kind;
  return b.kind === 'STRUCT' && a.fields.length === b.fields.length && a.fields.every((field, n) => sameType(field.type, (b.fields[n] as StructField).type));
}
