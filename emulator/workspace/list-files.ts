import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from '../../src/core/rules/fault';
import { compareUtf8 } from '../storage/compare-utf8';
import { fileFault, readOrFault } from './file-fault';
import { isIgnoredFile } from './ignored-file';

/**
 * The files below a folder, by their paths with forward slashes, without those that a workspace passes over.
 * A link to a file is followed as long as it stays in the workspace; every other link is a fault.
 * @param root the folder of the workspace
 */
export function listFiles(folder: string, root: string): { files: readonly string[]; faults: readonly Fault[] } {
  const files: string[] = [];
  const faults: Fault[] = [];
  const visit = (prefix: string): void => {
    const { entries, faults: unreadable } = listFolder(path.join(folder, prefix));
    faults.push(...unreadable);
    for (const entry of entries) {
      const file = prefix + entry.name;
      const fault = entry.isDirectory() ? undefined : faultOf(entry, path.join(folder, file), root);
      if (fault) faults.push(fault);
      else if (entry.isDirectory()) visit(`${file}/`);
      else files.push(file);
    }
  };
  visit('');
  return { files, faults };
}

/** One of a workspace's own folders, or `undefined` where it has none; a file or a link in its place is a fault. */
export function findFolder(root: string, name: string): { folder?: string; faults: readonly Fault[] } {
  const folder = path.join(root, name);
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat) return { faults: [] };
  if (stat.isDirectory()) return { folder, faults: [] };
  return { faults: [fileFault(folder, 'found a file or a link, expected a folder', `Make ${name}/ a folder of the workspace.`)] };
}

/** What lies in a folder, in the order of the names' bytes, without the files that a workspace passes over. */
export function listFolder(folder: string): { entries: readonly Dirent[]; faults: readonly Fault[] } {
  const listed = readOrFault(folder, () => readdirSync(folder, { withFileTypes: true }));
  if ('fault' in listed) return { entries: [], faults: [listed.fault] };
  const entries = listed.value.filter((entry) => entry.isDirectory() || !isIgnoredFile(entry.name));
  return { entries: entries.sort((a, b) => compareUtf8(a.name, b.name)), faults: [] };
}

function faultOf(entry: Dirent, file: string, root: string): Fault | undefined {
  if (entry.isFile()) return undefined;
  const refuse = (found: string): Fault => fileFault(file, `found ${found}, expected a file`, 'Put a copy of what is meant in its place, or remove it.');
  if (!entry.isSymbolicLink()) return refuse('neither a file nor a folder');
  const target = readOrFault(file, () => realpathSync(file));
  if ('fault' in target) return refuse('a symbolic link that leads nowhere');
  const way = path.relative(realpathSync(root), target.value);
  if (way.split(path.sep)[0] === '..' || path.isAbsolute(way)) return refuse('a symbolic link that leads out of the workspace');
  return statSync(target.value).isFile() ? undefined : refuse('a symbolic link to a folder');
}
