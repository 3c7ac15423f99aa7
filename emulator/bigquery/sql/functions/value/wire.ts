import type { SqlType } from '../../types/sql-type';
import { structFieldName } from '../../types/duckdb-type';
import { textLiteral } from '../sql-text';

/** DuckDB SQL that carries a value of any type to a script function as one text; NULL stays NULL. See decodeWire. */
export function wireOf(operand: { readonly sql: string; readonly type: SqlType }): string {
  const { sql, type } = operand;
  if (type.kind !== 'ARRAY' && type.kind !== 'STRUCT') return leaf(sql, type);
  if (type.kind === 'ARRAY') return `CAST(to_json(${nested(sql, type, 0)}) AS VARCHAR)`;
  return `CAST(to_json(list_transform([${sql}], lambda w0: ${nested('w0', type, 1)})[1]) AS VARCHAR)`;
}

/** The type as a constant argument beside `wireOf`. */
export function wireType(type: SqlType): string {
  return textLiteral(JSON.stringify(type));
}

/** Several values as one text: the wire of a STRUCT of them; never NULL. */
export function wireOfAll(operands: readonly { readonly sql: string; readonly type: SqlType }[]): { readonly sql: string; readonly types: string } {
  const types = textLiteral(JSON.stringify(operands.map((operand) => operand.type)));
  if (operands.length === 0) return { sql: "'[]'", types };
  return { sql: `CAST(json_array(${operands.map(wireOf).join(', ')}) AS VARCHAR)`, types };
}

function leaf(sql: string, type: SqlType): string {
  if (type.kind === 'STRING' || type.kind === 'JSON') return sql;
  if (type.kind === 'BYTES') return `hex(${sql})`;
  if (type.kind === 'TIMESTAMP') return `CAST(CAST(${sql} AS TIMESTAMP) AS VARCHAR)`;
  return `CAST(${sql} AS VARCHAR)`;
}

/** The value with texts at its leaves. `sql` of a STRUCT is a variable or a field of one, so that it may be repeated. */
function nested(sql: string, type: SqlType, depth: number): string {
  if (type.kind === 'ARRAY') return `list_transform(${sql}, lambda w${depth}: ${nested(`w${depth}`, type.element, depth + 1)})`;
  if (type.kind !== 'STRUCT') return leaf(sql, type);
  const fields = type.fields.map((field, n) => `${structFieldName(n)} := ${nested(`${sql}.${structFieldName(n)}`, field.type, depth + 1)}`);
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
}
