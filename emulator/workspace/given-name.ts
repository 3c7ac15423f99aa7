import type { Document } from '../../src/core/rules/document';
import { createFault, quote, type Fault } from '../../src/core/rules/fault';
import { isMadeUp } from './file-stems';

/** What a file or folder is called, and what it says of the name that is meant. */
export interface GivenName {
  readonly stem: string;
  /** The name within the file, where it gives one. */
  readonly given: string | undefined;
  /** The file that gives it, or would. */
  readonly file: string;
  /** Where in the file. */
  readonly path: readonly string[];
  /** Missing where there is no such file. */
  readonly document?: Document;
}

/** The name that is meant: that of the file, unless it is a made-up one, which must say the name. */
export function readName({ stem, given, file, path, document }: GivenName): { name?: string; faults: readonly Fault[] } {
  const fault = (message: string, hint: string): { faults: readonly Fault[] } => ({
    faults: [createFault({ code: 'INVALID_VALUE', file, position: document?.locate(path) ?? { line: 1, column: 1 }, path, message, hint })],
  });
  if (given === undefined) return isMadeUp(stem) ? fault(`found no name for what is called ${stem} here`, `Name it in ${path.join('.')}.`) : { name: stem, faults: [] };
  if (isMadeUp(stem) || given === stem) return { name: given, faults: [] };
  return fault(`found ${quote(given)}, expected ${quote(stem)}, after which file or folder are named`, 'Remove the name, or rename what is named after it.');
}
