import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from '../../src/core/rules/document';
import { createFault, FaultsError, quote, type Fault } from '../../src/core/rules/fault';
import type { FakeAnswer } from '../outbox/fake-answer';
import type { WorkspaceBucket } from './bucket-files';
import { loadEventFiles, type RecordedEvent } from './event-files';
import { fileFault } from './file-fault';
import { loadBucketFiles } from './load-bucket-files';
import { loadDatasetFiles, type WorkspaceDataset } from './load-dataset-files';
import { loadAnswers } from './outbox-files';
import { readWorkspaceText } from './workspace-text';

/** Names that the configuration of a workspace may have. */
export const CONFIG_FILES: readonly string[] = ['dispatch.json', 'dispatch.yaml', 'dispatch.yml'];
export const VARIABLES_FILE = 'variables.json';

/** What a folder holds beside its configuration. */
export interface Workspace {
  readonly buckets: readonly WorkspaceBucket[];
  readonly datasets: readonly WorkspaceDataset[];
  readonly events: readonly RecordedEvent[];
  /** What services that are called answer. */
  readonly answers: readonly FakeAnswer[];
}

/**
 * Reads a workspace: `dispatch.json` or `.yaml`, `variables.json`, `buckets/`, `datasets/`, `events/`, `outbox/responses.json`.
 * @returns beside what could be read all faults but those of single events
 * @throws FaultsError WORKSPACE_INVALID where there is no such folder
 */
export function loadWorkspace(root: string): { workspace: Workspace; faults: readonly Fault[] } {
  requireFolder(root);
  const { buckets, faults: bucketFaults } = loadBucketFiles(root);
  const { datasets, faults: datasetFaults } = loadDatasetFiles(root);
  const { events, faults: eventFaults } = loadEventFiles(root);
  const { answers, faults: answerFaults } = loadAnswers(root);
  const faults = [...bucketFaults, ...datasetFaults, ...eventFaults, ...answerFaults].map((fault) => ({ ...fault, file: withinWorkspace(root, fault.file) }));
  return { workspace: { buckets, datasets, events, answers }, faults };
}

/** @throws FaultsError WORKSPACE_INVALID where there is no such folder */
export function requireFolder(root: string): void {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new FaultsError('WORKSPACE_INVALID', [fileFault(root, 'there is no such folder', 'Name the folder of a workspace.')]);
}

/** The configuration as it was written. */
export function loadConfigText(root: string): { file?: string; text: string; faults: readonly Fault[] } {
  const found = CONFIG_FILES.filter((file) => existsSync(path.join(root, file)));
  const [file] = found;
  if (file === undefined) {
    return { text: '', faults: [fileFault(CONFIG_FILES[0] as string, 'found no configuration', `Write ${CONFIG_FILES.join(' or ')} into the workspace.`)] };
  }
  const faults = found.length > 1 ? [fileFault(file, `found ${found.join(' and ')}, expected one configuration`, 'Remove all but one.')] : [];
  const read = readWorkspaceText(root, path.join(root, file));
  if ('fault' in read) return { text: '', faults: [...faults, { ...read.fault, file }] };
  return { file, text: read.text, faults };
}

/** Values for `${config.…}`. */
export function loadVariables(root: string): { values: ReadonlyMap<string, string>; faults: readonly Fault[] } {
  const file = path.join(root, VARIABLES_FILE);
  if (!existsSync(file)) return { values: new Map(), faults: [] };
  const read = readWorkspaceText(root, file);
  if ('fault' in read) return { values: new Map(), faults: [{ ...read.fault, file: VARIABLES_FILE }] };
  const { document, faults } = parseDocument(read.text, VARIABLES_FILE);
  if (!document) return { values: new Map(), faults };
  const { value } = document;
  const fault = (message: string, at: readonly string[]): Fault => createFault({ code: 'INVALID_VALUE', file: VARIABLES_FILE, position: document.locate(at), path: at, message });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { values: new Map(), faults: [...faults, fault(`found ${quote(value)}, expected an object of texts`, [])] };
  }
  const wrong = Object.entries(value).filter(([, content]) => typeof content === 'object' || content === null);
  const values = new Map(Object.entries(value).map(([name, content]) => [name, String(content)]));
  return { values, faults: [...faults, ...wrong.map(([name, content]) => fault(`found ${quote(content)}, expected a text`, [name]))] };
}

/** Faults name files as a person sees them in the workspace. */
function withinWorkspace(root: string, file: string): string {
  return path.relative(root, path.resolve(root, file));
}
