import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { MAX_DEPTH, type SyntaxNode, type SyntaxTree } from './syntax-tree';

/** Reads strict JSON: no comments, no trailing commas. A byte order mark at the start is passed over. */
export function readJson(text: string): SyntaxTree {
  const deep = tooDeep(text);
  if (deep !== undefined) return { root: undefined, errors: [{ offset: deep, message: `nested deeper than ${MAX_DEPTH} levels` }] };
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const found: ParseError[] = [];
  const root = parseTree(text.slice(bom), found, { disallowComments: true, allowTrailingComma: false });
  const errors = found.map(({ error, offset, length }) => ({
    offset: offset + bom,
    message: `${describe(printParseErrorCode(error))}, found ${length > 0 ? JSON.stringify(text.slice(offset + bom, offset + bom + Math.min(length, 40))) : 'the end'}`,
  }));
  if (!root && errors.length === 0) errors.push({ offset: 0, message: 'found an empty document, expected JSON' });
  return { root: root && toSyntaxNode(root, bom), errors };
}

/** jsonc-parser's names, as a sentence: `PropertyNameExpected` is "property name expected". */
function describe(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function toSyntaxNode(node: Node, bom: number): SyntaxNode {
  const offset = node.offset + bom;
  if (node.type === 'array') {
    const items = (node.children ?? []).map((child) => toSyntaxNode(child, bom));
    return { offset, items, value: items.map(({ value }) => value) };
  }
  if (node.type === 'object') {
    const entries = (node.children ?? []).flatMap(({ children: [name, child] = [] }) =>
      name && child ? [{ key: String(name.value), keyOffset: name.offset + bom, node: toSyntaxNode(child, bom) }] : [],
    );
    return { offset, entries, value: Object.fromEntries(entries.map(({ key, node: { value } }) => [key, value])) };
  }
  return { offset, value: node.value as unknown };
}

/** The parser calls itself for each level, so the depth is bounded before it starts. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '[' || char === '{') {
      if (++depth > MAX_DEPTH) return at;
    } else if (char === ']' || char === '}') depth--;
  }
  return undefined;
}
