import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DispatchError } from '../../src/core/errors';
import type { OutboxEntry } from '../outbox/outbox';
import type { StorageState } from '../storage/storage-state';
import { BUCKETS_FOLDER } from './bucket-files';
import { EVENTS_FOLDER } from './event-files';
import { isIgnoredFile } from './ignored-file';
import { listFiles } from './list-files';
import { CONFIG_FILES, VARIABLES_FILE } from './load-workspace';
import { ANSWERS_FILE, OUTBOX_FOLDER, saveOutbox } from './outbox-files';
import { saveBucketFiles } from './save-bucket-files';
import { saveDatasetFiles, type StoredDatasets } from './save-dataset-files';
import { syncFolder } from './sync-folder';
import { DATASETS_FOLDER } from './table-files';

/** What a workspace is saved from. */
export interface WorkspaceContent {
  /** The workspace that configuration, variables and events are taken over from. */
  readonly from: string;
  readonly storage: StorageState;
  readonly datasets: StoredDatasets;
  readonly outbox: readonly OutboxEntry[];
}

/**
 * Writes a state as a workspace that loads as the same situation. An earlier workspace in the folder is replaced.
 * @throws DispatchError USAGE for a folder that holds something else
 */
export function saveWorkspace(root: string, { from, storage, datasets, outbox }: WorkspaceContent): void {
  checkExportFolder(root, from);
  mkdirSync(root, { recursive: true });
  saveBucketFiles(root, storage);
  saveDatasetFiles(root, datasets);
  const answers = path.join(from, OUTBOX_FOLDER, ANSWERS_FILE);
  saveOutbox(root, outbox, existsSync(answers) ? readFileSync(answers) : undefined);
  if (path.resolve(root) !== path.resolve(from)) takeOver(root, from);
}

/**
 * An export replaces what is there, so it must be a workspace or nothing.
 * @throws DispatchError USAGE
 */
export function checkExportFolder(root: string, from: string): void {
  const [top = '', ...below] = path.relative(from, root).split(path.sep);
  if ([BUCKETS_FOLDER, DATASETS_FOLDER, EVENTS_FOLDER, OUTBOX_FOLDER].includes(top)) {
    throw new DispatchError('USAGE', `the export folder ${[top, ...below].join('/')} lies among what the workspace holds`, { hint: 'Name another folder.' });
  }
  const stat = statSync(root, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) throw new DispatchError('USAGE', `the export folder ${root} is a file`, { hint: 'Name a new or empty folder.' });
  const names = readdirSync(root).filter((name) => !isIgnoredFile(name));
  if (names.length === 0 || names.some((name) => CONFIG_FILES.includes(name))) return;
  throw new DispatchError('USAGE', `the export folder ${root} holds ${names.slice(0, 3).join(', ')} and is no workspace`, {
    hint: 'Name a new or empty folder, or an earlier export.',
  });
}

/** Configuration, variables and events are copied byte for byte. */
function takeOver(root: string, from: string): void {
  for (const name of [...CONFIG_FILES, VARIABLES_FILE]) {
    const source = path.join(from, name);
    if (existsSync(source)) writeFileSync(path.join(root, name), readFileSync(source));
    else rmSync(path.join(root, name), { force: true });
  }
  const events = path.join(from, EVENTS_FOLDER);
  const names = existsSync(events) ? listFiles(events, from).files : [];
  syncFolder(path.join(root, EVENTS_FOLDER), { files: new Map(names.map((name) => [name, () => readFileSync(path.join(events, name))])), folders: [] });
}
