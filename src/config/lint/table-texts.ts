/** A table as filters see it, in its parts. */
export interface TableParts {
  readonly project: string;
  readonly dataset: string;
  readonly table: string;
}

/** What stands for names that a pattern leaves open. */
export const ANY: TableParts = { project: 'any-project', dataset: 'any_dataset', table: 'any_table' };

const SHAPE = /^((?:[a-z0-9.-]+:)?[A-Za-z0-9_-]+):([A-Za-z0-9_]+)\.([^.:`\r\n\t/]+)$/;

/** An RE2 expression of all tables, `project:dataset.table`. */
export const TABLE_PATTERN = '^(?:[a-z0-9.-]+:)?[A-Za-z0-9_-]+:[A-Za-z0-9_]+\\.[^.:`\\t/]+$';

export function partsOf(text: string): TableParts | undefined {
  const [, project, dataset, table] = SHAPE.exec(text) ?? [];
  return project === undefined || dataset === undefined || table === undefined ? undefined : { project, dataset, table };
}

export function textOfTable({ project, dataset, table }: TableParts): string {
  return `${project}:${dataset}.${table}`;
}

/** Tables in whose text another text stands: within one name, or over the borders between names that it brings itself. */
export function tablesAround(text: string): readonly string[] {
  const { project, dataset, table } = ANY;
  const before = ['', `${project}:`, `${project}:${dataset}.`, project, `${project}:${dataset}`];
  const behind = ['', `.${table}`, `:${dataset}.${table}`, table, `${dataset}.${table}`];
  return [...new Set(behind.flatMap((end) => before.map((begin) => `${begin}${text}${end}`)))].filter(partsOf);
}
