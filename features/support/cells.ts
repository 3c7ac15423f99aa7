import type { TableSchema } from '../../src/core/job-resource';

/** A table of a scenario. */
export interface Cells {
  raw(): string[][];
}

/** Rows as a step has them: a table, or a text with one JSON object a line. */
export function rowsIn(given: Cells | string): { schema?: TableSchema; rows: string } {
  if (typeof given === 'string') return { rows: given };
  const [heading = [], ...lines] = given.raw();
  const fields = heading.map((cell) => {
    const [name = '', type = '', mode = 'NULLABLE'] = cell.split(' ');
    return { name, type, mode };
  });
  const rows = lines.map((cells) => JSON.stringify(Object.fromEntries(cells.map((cell, index) => [fields[index]?.name ?? '', valueOf(cell)]))));
  return { rows: rows.join('\n'), ...(fields.every(({ type }) => type !== '') && { schema: { fields } }) };
}

/** JSON, or a plain text; nothing is null. */
export function valueOf(cell: string): unknown {
  if (cell === '') return null;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

/** A value as a cell shows it, so that 25.5 is the same as "25.5". */
export function asCell(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
