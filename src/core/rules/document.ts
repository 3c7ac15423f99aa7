import { createFault, type Fault, type Path, type Position } from './fault';
import { readJson } from './json-document';
import type { SyntaxNode } from './syntax-tree';
import { readYaml } from './yaml-document';

/** A JSON or YAML text, read into a value of which every part still knows where it stood. */
export interface Document {
  readonly file: string;
  readonly value: unknown;
  /** Where a value, or the key that holds it, stands. Keys are found without regard to case; a missing part gives its parent. */
  locate(path: Path, part?: 'key' | 'value'): Position;
}

/**
 * Reads a document; `.yaml` and `.yml` files are YAML, all others JSON.
 * Syntax errors and keys named twice are reported as faults, all of them; with syntax errors there is no document.
 */
export function parseDocument(text: string, file: string): { document?: Document; faults: readonly Fault[] } {
  const position = positionsIn(text);
  const { root, errors } = /\.ya?ml$/i.test(file) ? readYaml(text) : readJson(text);
  if (!root || errors.length > 0) {
    return { faults: errors.map(({ offset, message }) => createFault({ code: 'SYNTAX', file, position: position(offset), message })) };
  }
  const document: Document = { file, value: root.value, locate: (path, part) => position(offsetAt(root, path, part)) };
  return { document, faults: duplicateKeys(root, file, position) };
}

function offsetAt(root: SyntaxNode, path: Path, part: 'key' | 'value' = 'value'): number {
  let node = root;
  let offset = root.offset;
  for (const step of path) {
    const entry = node.entries?.find(({ key }) => key === step) ?? node.entries?.find(({ key }) => key.toLowerCase() === String(step).toLowerCase());
    const next = typeof step === 'number' ? node.items?.[step] : entry?.node;
    if (!next) return offset;
    offset = part === 'key' && entry ? entry.keyOffset : next.offset;
    node = next;
  }
  return offset;
}

/** JSON would let the last of two equal keys win without a word. */
function duplicateKeys(root: SyntaxNode, file: string, position: (offset: number) => Position): Fault[] {
  const faults: Fault[] = [];
  const visit = (node: SyntaxNode, path: Path): void => {
    const seen = new Set<string>();
    for (const { key, keyOffset, node: child } of node.entries ?? []) {
      if (seen.has(key)) {
        const message = `found the key "${key}" a second time`;
        faults.push(createFault({ code: 'DUPLICATE_KEY', file, position: position(keyOffset), path: [...path, key], message }));
      }
      seen.add(key);
      visit(child, [...path, key]);
    }
    node.items?.forEach((child, index) => visit(child, [...path, index]));
  };
  visit(root, []);
  return faults;
}

function positionsIn(text: string): (offset: number) => Position {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return (offset) => {
    let line = lineStarts.length;
    while ((lineStarts[line - 1] as number) > offset) line--;
    return { line, column: offset - (lineStarts[line - 1] as number) + 1 };
  };
}
