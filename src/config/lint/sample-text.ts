import { OP, type SyntaxNode } from '../../core/route-index/syntax';

/** Characters that a class is tried with, as names have them. */
const USUAL = Array.from('a_0-A.:/$ ', (char) => char.codePointAt(0) as number);

const ONE_CHARACTER: ReadonlySet<number> = new Set([OP.CHAR_CLASS, OP.ANY_CHAR, OP.ANY_CHAR_NOT_NL]);
const OPTIONAL: ReadonlySet<number> = new Set([OP.STAR, OP.QUEST]);

/** What a wildcard stands for: a character class that takes letters and the borders between names alike. */
export interface Wildcards {
  /** The text for the wildcard of a number, in the order of the pattern; `undefined` for any one character. */
  readonly text: (number: number) => string | undefined;
}

/** A text that a pattern matches as a whole, and how many wildcards it has. It is simple-minded: begins, ends and word borders are not looked at. */
export function sampleText(tree: SyntaxNode, wildcards: Wildcards = { text: () => undefined }): { readonly text: string; readonly wildcards: number } {
  let count = 0;
  const textOf = (node: SyntaxNode): string => {
    const [first] = node.subs;
    if (node.op === OP.LITERAL) return String.fromCodePoint(...Array.from(node.runes));
    if (node.op === OP.CONCAT) return node.subs.map(textOf).join('');
    if (ONE_CHARACTER.has(node.op)) return (isWildcard(node) ? wildcards.text(count++) : undefined) ?? characterOf(node);
    if (!first) return '';
    if (OPTIONAL.has(node.op)) return isWildcard(first) ? (wildcards.text(count++) ?? '') : '';
    return textOf(first);
  };
  const text = textOf(tree);
  return { text, wildcards: count };
}

function isWildcard(node: SyntaxNode): boolean {
  return takes(node, 97) && (takes(node, 46) || takes(node, 58));
}

function takes({ op, runes }: SyntaxNode, rune: number): boolean {
  if (op === OP.ANY_CHAR || op === OP.ANY_CHAR_NOT_NL) return true;
  if (op !== OP.CHAR_CLASS) return false;
  for (let pair = 0; pair + 1 < runes.length; pair += 2) if ((runes[pair] as number) <= rune && rune <= (runes[pair + 1] as number)) return true;
  return false;
}

function characterOf(node: SyntaxNode): string {
  return String.fromCodePoint(USUAL.find((rune) => takes(node, rune)) ?? node.runes[0] ?? 97);
}
