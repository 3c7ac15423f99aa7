import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document as YamlDocument, type Node } from 'yaml';
import { MAX_DEPTH, type SyntaxNode, type SyntaxTree } from './syntax-tree';

/** Each alias costs its target anew; a document with more of them is a bomb. */
const MAX_ALIASES = 100;

/** Reads one YAML 1.2 document. Anchors and aliases work; keys are texts. */
export function readYaml(text: string): SyntaxTree {
  let document: YamlDocument.Parsed;
  try {
    document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  } catch (error) {
    return { root: undefined, errors: [{ offset: 0, message: error instanceof Error ? error.message : String(error) }] };
  }
  const errors = document.errors.map(({ pos, code, message }) => ({ offset: pos[0], message: code === 'MULTIPLE_DOCS' ? 'found a second document' : message }));
  if (errors.length > 0) return { root: undefined, errors };
  if (!document.contents) return { root: undefined, errors: [{ offset: 0, message: 'found an empty document' }] };
  const reader = { document, aliases: 0, errors };
  const root = toSyntaxNode(document.contents, 0, reader);
  return { root, errors };
}

interface Reader {
  readonly document: YamlDocument.Parsed;
  aliases: number;
  readonly errors: { offset: number; message: string }[];
}

function toSyntaxNode(node: Node | null | undefined, depth: number, reader: Reader): SyntaxNode {
  const offset = node?.range?.[0] ?? 0;
  const refuse = (message: string): SyntaxNode => {
    reader.errors.push({ offset, message });
    return { offset, value: null };
  };
  if (depth > MAX_DEPTH) return refuse(`nested deeper than ${MAX_DEPTH} levels`);
  if (isAlias(node)) {
    if (++reader.aliases > MAX_ALIASES) return refuse(`more than ${MAX_ALIASES} aliases`);
    const target = node.resolve(reader.document);
    return target ? { ...toSyntaxNode(target, depth + 1, reader), offset } : refuse(`the alias *${node.source} names no anchor`);
  }
  if (isSeq<Node>(node)) {
    const items = node.items.map((item) => toSyntaxNode(item, depth + 1, reader));
    return { offset, items, value: items.map(({ value }) => value) };
  }
  if (isMap<Node, Node | null>(node)) {
    const entries = node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : String(key),
      keyOffset: key.range?.[0] ?? offset,
      node: value ? toSyntaxNode(value, depth + 1, reader) : { offset: key.range?.[1] ?? offset, value: null },
    }));
    return { offset, entries, value: Object.fromEntries(entries.map(({ key, node: { value } }) => [key, value])) };
  }
  return { offset, value: isScalar(node) ? node.value : null };
}
