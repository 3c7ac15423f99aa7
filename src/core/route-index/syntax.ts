import { RE2Set } from 're2js';
import { invalidPattern } from '../filter';
import { withoutGroupNames } from '../group-names';

/** A node of the syntax tree of re2js, simplified: without repetitions that are counted. */
export interface SyntaxNode {
  readonly op: number;
  /** Bits, FOLD_CASE among them. */
  readonly flags: number;
  readonly subs: readonly SyntaxNode[];
  /** Code points of a literal; pairs of first and last ones of a class. */
  readonly runes: ArrayLike<number>;
}

/** The operators that are looked into, by their numbers in re2js; everything else may match anything. */
export const OP = { LITERAL: 2, CHAR_CLASS: 3, ANY_CHAR_NOT_NL: 4, ANY_CHAR: 5, BEGIN_TEXT: 8, END_TEXT: 9, CAPTURE: 12, STAR: 13, PLUS: 14, QUEST: 15, CONCAT: 17, ALTERNATE: 18 } as const;

/** Operators that match nothing of the text: the empty match, begin and end, word boundaries. */
const EMPTY: ReadonlySet<number> = new Set([1, 6, 7, 8, 9, 10, 11]);

export function isEmptyMatch({ op }: SyntaxNode): boolean {
  return EMPTY.has(op);
}

/**
 * Parses an expression without compiling it.
 * @throws DispatchError INVALID_PATTERN
 */
export function parseSyntax(expression: string): SyntaxNode {
  try {
    const set = new RE2Set() as unknown as { add(pattern: string): void; readonly regexps: readonly [SyntaxNode] };
    set.add(withoutGroupNames(expression));
    return set.regexps[0];
  } catch (cause) {
    throw invalidPattern(expression, cause);
  }
}

/** Case does not count. */
const FOLD_CASE = 1;

/** The text of a literal that is found as it stands. */
export function literalText({ op, flags, runes }: SyntaxNode): string | undefined {
  return op === OP.LITERAL && (flags & FOLD_CASE) === 0 ? String.fromCodePoint(...Array.from(runes)) : undefined;
}

/** Nodes of a tree with its repetitions written out, a literal counted by its characters: what a compiled pattern grows with. */
export function sizeOf(tree: SyntaxNode): number {
  let size = 0;
  const open = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    size += node.op === OP.LITERAL ? node.runes.length : 1;
    for (const sub of node.subs) open.push(sub);
  }
  return size;
}
