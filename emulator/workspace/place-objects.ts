import path from 'node:path';
import type { Fault } from '../../src/core/rules/fault';
import { objectNameProblem } from '../storage/object-name';
import { INDEX_FILE } from './bucket-files';
import { fileFault } from './file-fault';
import type { IndexEntry, ObjectIndex } from './object-index';

/** One of the two folders of a bucket and the paths of the files in it. */
export interface BucketFolder {
  /** Missing where the bucket can have no such folder; a folder that is not there has no files. */
  readonly folder: string | undefined;
  readonly files: ReadonlySet<string>;
}

export interface BucketFolders {
  readonly plain: BucketFolder;
  readonly listed: BucketFolder;
}

/** An object and the file that holds its bytes. */
export interface PlacedObject extends IndexEntry {
  readonly file: string;
}

/** Brings the index of a bucket and its files together: every object with its file, every fault where they disagree. */
export function placeObjects(index: ObjectIndex, folders: BucketFolders): { objects: readonly PlacedObject[]; faults: readonly Fault[] } {
  const { plain, listed } = folders;
  const faults: Fault[] = [];
  const objects: PlacedObject[] = [];
  const indexed = new Set<string>();
  for (const { recorded, file, faultAt } of index.entries) {
    // Generations that are no longer live may be many of a name.
    const key = recorded.timeDeleted ? `${recorded.name}\0#${recorded.generation ?? ''}` : recorded.name;
    const problem = indexed.has(key) ? repeated(recorded.name) : misplaced({ recorded, file }, folders);
    indexed.add(key);
    if (problem) faults.push(faultAt(problem.field, problem.message, problem.hint));
    else objects.push({ recorded, file: file === undefined ? fileIn(plain, recorded.name) : fileIn(listed, file) });
  }
  for (const name of plain.files) {
    const file = fileIn(plain, name);
    const problem = objectNameProblem(name);
    if (problem) faults.push(fileFault(file, `its path cannot name an object: ${problem}`, 'Rename the file.'));
    else if (!indexed.has(name)) objects.push({ recorded: { name }, file });
  }
  for (const name of listed.files) {
    if (name !== INDEX_FILE && !index.names(name)) faults.push(unnamed(fileIn(listed, name)));
  }
  return { objects, faults };
}

interface Problem {
  readonly field: 'name' | 'file';
  readonly message: string;
  readonly hint: string;
}

function repeated(name: string): Problem {
  return { field: 'name', message: `found a second entry for ${JSON.stringify(name)}`, hint: 'Keep one of the two.' };
}

/** What is wrong with an entry whose bytes lie nowhere, or at two places. */
function misplaced({ recorded: { name, timeDeleted }, file }: IndexEntry, { plain, listed }: BucketFolders): Problem | undefined {
  const hasOwnPath = timeDeleted === undefined && plain.files.has(name);
  if (file === undefined) {
    if (hasOwnPath) return undefined;
    const message = plain.folder && !timeDeleted ? `found no file ${fileIn(plain, name)}` : 'found no "file", which every object of this bucket needs';
    return { field: 'name', message, hint: 'Name the file that holds the bytes in "file", or remove the entry.' };
  }
  if (hasOwnPath) {
    const message = `found a second place of ${JSON.stringify(name)}, which lies at ${fileIn(plain, name)}`;
    return { field: 'file', message, hint: 'Remove "file", or the file at the object\'s own path.' };
  }
  if (listed.files.has(file)) return undefined;
  return { field: 'file', message: `found no file ${fileIn(listed, file)}`, hint: 'Put the file there, or remove the entry.' };
}

function unnamed(file: string): Fault {
  const message = `found a file that the ${INDEX_FILE} of its folder does not name`;
  return fileFault(file, message, 'Name it in the "file" of an entry, or put it into the bucket\'s own folder.');
}

function fileIn({ folder = '' }: BucketFolder, file: string): string {
  return path.join(folder, file);
}
