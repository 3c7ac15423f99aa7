import type { DatasetReference } from '../catalog';
import { SqlError } from './sql-error';
import type { Identifier } from './syntax/tree';
import { parseScript } from './syntax/parse';

/** The datasets that SQL names, in the order in which they stand there; none for SQL that cannot be read. */
export function datasetsOf(sql: string, projectId: string): DatasetReference[] {
  try {
    return [...pathsIn(parseScript(sql).statements)].flatMap((path) => {
      const [, datasetId, ...project] = path.map(({ name }) => name).reverse();
      return datasetId === undefined ? [] : [{ projectId: project.length > 0 ? project.reverse().join('.') : projectId, datasetId }];
    });
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  }
}

/** Where the nodes of the syntax tree keep the path of a table or dataset. */
const PATHS: ReadonlySet<string> = new Set(['path', 'table', 'name']);

function* pathsIn(node: unknown): Iterable<readonly Identifier[]> {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) yield* pathsIn(item);
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (PATHS.has(key) && isPath(value)) yield value;
    else yield* pathsIn(value);
  }
}

function isPath(value: unknown): value is readonly Identifier[] {
  return Array.isArray(value) && value.length > 1 && value.every((part) => typeof part === 'object' && part !== null && 'quoted' in part);
}
