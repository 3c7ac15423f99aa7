import { createReadStream, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from '../../core/ports/clock';
import { DispatchError } from '../../core/errors';
import { withProgress } from './reading-progress';

/** Read from a file at a time. */
const READ_BYTES = 1024 * 1024;
const RECORDING = /\.(?:json|ndjson|jsonl)$/i;

export interface RecordingsPlace {
  /** Where relative names begin. */
  readonly folder: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WriteStream;
  readonly clock: Clock;
}

/** A file and what it holds. */
interface Recording {
  readonly file: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Opens files of recorded events: one, each of a folder in the order of their names, or standard input where the name is `-`.
 * Shows on a terminal how far a long one is read.
 */
export function createRecordingsOpener({ folder, stdin, stderr, clock }: RecordingsPlace): (name: string) => Iterable<Recording> {
  function open(file: string): AsyncIterable<Uint8Array> {
    const name = path.resolve(folder, file);
    const bytes: AsyncIterable<Uint8Array> = file === '-' ? stdin : createReadStream(name, { highWaterMark: READ_BYTES });
    if (!stderr.isTTY || (file === '-' && stdin.isTTY)) return bytes;
    return withProgress(bytes, { sizeBytes: file === '-' ? undefined : statSync(name, { throwIfNoEntry: false })?.size, name: file, clock, stream: stderr });
  }

  function filesOf(name: string): readonly string[] {
    const root = path.resolve(folder, name);
    if (name === '-' || !statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [name];
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => RECORDING.test(file)).sort();
    if (files.length === 0) throw new DispatchError('USAGE', `the folder ${name} holds no .json, .ndjson or .jsonl file`);
    return files.map((file) => path.join(name, file));
  }

  return function* recordings(name) {
    for (const file of filesOf(name)) yield { file, bytes: open(file) };
  };
}
