/** A text as a DuckDB literal of type VARCHAR. */
export function textLiteral(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(' || chr(0) || ')})`;
}

/** Bytes as a DuckDB literal of type BLOB. */
export function bytesLiteral(bytes: Uint8Array): string {
  return `unhex('${Buffer.from(bytes).toString('hex')}')`;
}

/** DuckDB SQL that fails with a message where it is evaluated; of the given DuckDB type. */
export function raise(messageSql: string, duckdbType: string): string {
  return `CAST(bq_raise(${messageSql}) AS ${duckdbType})`;
}

/**
 * DuckDB SQL of `body`, in which `name` stands for the value of `sql`: it is evaluated once, however often the name
 * comes. `body` holds no subquery.
 */
export function bound(name: string, sql: string, body: string): string {
  return `list_transform([${sql}], lambda ${name}: ${body})[1]`;
}
