import { DispatchError } from './errors';

/** BigQuery's TableReference; `tableId` keeps a `$partition` decorator. */
export interface TableReference {
  readonly projectId: string;
  readonly datasetId: string;
  readonly tableId: string;
}

// [project:]dataset.table or project.dataset.table; a project may be domain-scoped (example.com:shop).
const SHAPE = /^(?:((?:[a-z0-9.-]+:)?[A-Za-z0-9_-]+)[:.])?([A-Za-z0-9_]+)\.([^.:`\r\n\t/]+)$/;

/**
 * Reads `[project:]dataset.table` or `project.dataset.table`, back-ticks allowed.
 * @param defaultProject the project of a table that names none
 * @throws DispatchError INVALID_TABLE
 */
export function parseTable(text: string, defaultProject: string): TableReference {
  const found = SHAPE.exec(text.replaceAll('`', ''));
  if (!found) {
    throw new DispatchError('INVALID_TABLE', `${JSON.stringify(text)} is not a table; expected [project:]dataset.table`);
  }
  return { projectId: found[1] ?? defaultProject, datasetId: found[2] as string, tableId: found[3] as string };
}

/** `project:dataset.table`, the form that filters see (R5). */
export function formatTable(table: TableReference): string {
  return `${table.projectId}:${table.datasetId}.${table.tableId}`;
}
