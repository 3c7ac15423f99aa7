import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DATASETS_FOLDER } from './workspace/table-files';

const ANY_PROJECT = 'local-project';

/** The project that clients of a workspace are told: the first that has datasets there. */
export function workspaceProject(root: string): string {
  const folder = path.join(root, DATASETS_FOLDER);
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
  return names.map(({ name }) => name).filter((name) => /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(name)).sort()[0] ?? ANY_PROJECT;
}
