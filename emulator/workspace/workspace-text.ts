import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { createFault, type Fault } from '../../src/core/rules/fault';
import { fileFault, readOrFault } from './file-fault';

/**
 * The text of a file of a workspace. A link is followed as long as it stays in the workspace.
 * @param root the folder of the workspace
 */
export function readWorkspaceText(root: string, file: string): { text: string } | { fault: Fault } {
  const read = readOrFault(file, () => ({ target: realpathSync(file), home: realpathSync(root), bytes: readFileSync(file) }));
  if ('fault' in read) return read;
  const { target, home, bytes } = read.value;
  const way = path.relative(home, target);
  if (way.split(path.sep)[0] === '..' || path.isAbsolute(way)) {
    return { fault: fileFault(file, 'found a symbolic link that leads out of the workspace', 'Put a copy of what is meant in its place, or remove it.') };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { fault: createFault({ code: 'SYNTAX', file, position: { line: 1, column: 1 }, message: 'found bytes that are no UTF-8' }) };
  }
}
