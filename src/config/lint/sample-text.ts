import { OP, type SyntaxNode } from '../../core/route-index/syntax';

/** Characters that a class is tried with, as names have them. */
const USUAL = Array.from('a_0-A.:/$ ', (char) => char.codePointAt(0) as number);

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
    switch (node.op) {
      case OP.LITERAL:
        return String.fromCodePoint(...Array.from(node.runes));
      case OP.CHAR_CLASS:
      case OP.ANY_CHAR:
      case OP.ANY_CHAR_NOT_NL:
        return (isWildcard(node) ? wildcards.text(count++) : undefined) ?? characterOf(node);
      case OP.STAR:
      case OP.QUEST:
        return first && isWildcard(first) ? (wildcards.text(count++) ?? '') : '';
      case OP.CAPTURE:
      case OP.PLUS:
      case OP.ALTERNATE:
        return first ? textOf(first) : '';
      case OP.CONCAT:
        return node.subs.map(textOf).join('');
      default:
        return '';
    }
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
