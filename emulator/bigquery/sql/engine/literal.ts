import type { Value } from '../../data/row';
import { bytesLiteral, textLiteral } from '../functions/sql-text';
import { parseInterval } from '../../data/interval-text';
import { duckdbType, structFieldName } from '../types/duckdb-type';
import type { SqlType } from '../types/sql-type';

/** DuckDB SQL of a value as rows hold it. @param value of that type, or null */
export function literalOf(value: Value, type: SqlType): string {
  if (value === null) return `CAST(NULL AS ${duckdbType(type)})`;
  if (type.kind === 'ARRAY') return `CAST([${(value as readonly Value[]).map((item) => literalOf(item, type.element)).join(', ')}] AS ${duckdbType(type)})`;
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map((field, n) => `${structFieldName(n)} := ${literalOf((value as readonly Value[])[n] ?? null, field.type)}`);
    return `struct_pack(${fields.join(', ')})`;
  }
  const special = SPECIAL[type.kind];
  return special ? special(value) : `CAST('${String(value).replaceAll("'", "''")}' AS ${duckdbType(type)})`;
}

/** Types whose text DuckDB reads otherwise, or not as we write it. */
const SPECIAL: Readonly<Partial<Record<SqlType['kind'], (value: Value) => string>>> = {
  STRING: (value) => textLiteral(value as string),
  JSON: (value) => textLiteral(value as string),
  BOOL: (value) => (value ? 'TRUE' : 'FALSE'),
  BYTES: (value) => bytesLiteral(Buffer.from(value as string, 'base64')),
  TIMESTAMP: (value) => `CAST('${(value as string).replace(' UTC', '+00')}' AS TIMESTAMPTZ)`,
  INTERVAL: (value) => intervalLiteral(value as string),
};

function intervalLiteral(text: string): string {
  const { months, days, micros } = parseInterval(text);
  return `(to_months(${months}) + to_days(${days}) + to_microseconds(${micros}))`;
}
