import type { Value } from '../../data/row';
import { textLiteral } from '../functions/sql-text';
import { parseInterval } from './interval-text';
import { duckdbType, structFieldName } from '../types/duckdb-type';
import type { SqlType } from '../types/sql-type';

/** DuckDB SQL of a value as rows hold it. @param value of that type, or null */
export function literalOf(value: Value, type: SqlType): string {
  if (value === null) return `CAST(NULL AS ${duckdbType(type)})`;
  switch (type.kind) {
    case 'STRING':
    case 'JSON':
      return textLiteral(value as string);
    case 'BOOL':
      return value ? 'TRUE' : 'FALSE';
    case 'BYTES':
      return `from_base64('${String(value).replaceAll("'", '')}')`;
    case 'TIMESTAMP':
      return `CAST('${String(value).replace(' UTC', '+00')}' AS TIMESTAMPTZ)`;
    case 'INTERVAL':
      return intervalLiteral(String(value));
    case 'ARRAY':
      return `CAST([${(value as readonly Value[]).map((item) => literalOf(item, type.element)).join(', ')}] AS ${duckdbType(type)})`;
    case 'STRUCT': {
      const fields = type.fields.map((field, n) => `${structFieldName(n)} := ${literalOf((value as readonly Value[])[n] ?? null, field.type)}`);
      return `struct_pack(${fields.join(', ')})`;
    }
    default:
      return `CAST('${String(value).replaceAll("'", "''")}' AS ${duckdbType(type)})`;
  }
}

function intervalLiteral(text: string): string {
  const { months, days, micros } = parseInterval(text);
  return `(to_months(${months}) + to_days(${days}) + to_microseconds(${micros}))`;
}
