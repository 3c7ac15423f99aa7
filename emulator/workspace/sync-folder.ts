import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isIgnoredFile } from './ignored-file';

/** What a folder shall hold, by paths with forward slashes; the paths must differ on every disk. */
export interface FolderContent {
  readonly files: ReadonlyMap<string, () => Uint8Array>;
  /** Folders that are made even where no file lies in them. */
  readonly folders: Iterable<string>;
}

/**
 * Makes a folder hold exactly what is given, besides those files that a workspace passes over.
 * A file that is right already is left untouched; links are removed, never followed.
 */
export function syncFolder(root: string, { files, folders }: FolderContent): void {
  const wanted = withParents([...folders, ...[...files.keys()].map(parentOf)]);
  if (lstatSync(root, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(root);
  mkdirSync(root, { recursive: true });
  const present = prune(root, (name, isFolder) => (isFolder ? wanted.has(name) : files.has(name)));
  for (const folder of wanted) mkdirSync(path.join(root, folder), { recursive: true });
  for (const [name, bytesOf] of files) {
    const file = path.join(root, name);
    const bytes = bytesOf();
    if (!present.has(name) || !readFileSync(file).equals(bytes)) writeFileSync(file, bytes);
  }
}

/**
 * Removes what is not to be kept. It goes by the exact spelling, so that a file that is to be spelt otherwise on a
 * disk without regard to case is made anew.
 * @returns the paths of the files that stayed
 */
function prune(root: string, keeps: (name: string, isFolder: boolean) => boolean): Set<string> {
  const kept = new Set<string>();
  const visit = (prefix: string): void => {
    for (const entry of readdirSync(path.join(root, prefix), { withFileTypes: true })) {
      const name = prefix + entry.name;
      const isFolder = entry.isDirectory();
      if ((isFolder || entry.isFile()) && keeps(name, isFolder)) {
        if (isFolder) visit(`${name}/`);
        else kept.add(name);
      } else if (isFolder || !isIgnoredFile(entry.name)) {
        rmSync(path.join(root, name), { recursive: true });
      }
    }
  };
  visit('');
  return kept;
}

/** The folders and all those on the way to them. */
function withParents(folders: readonly string[]): Set<string> {
  const all = new Set<string>();
  for (let folder of folders) {
    for (; folder !== '' && !all.has(folder); folder = parentOf(folder)) all.add(folder);
  }
  return all;
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}
