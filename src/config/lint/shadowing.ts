import { compilePattern, type When } from '../../core/filter';
import { OP, parseSyntax, type SyntaxNode } from '../../core/route-index/syntax';

/** Whether a filter surely takes every job that another one would; where that cannot be told from the patterns, it is false. */
export function takesAllOf(earlier: When, later: When): boolean {
  if (isEmpty(earlier) || isEmpty(later)) return false;
  if (earlier.Type && earlier.Type.toUpperCase() !== later.Type?.toUpperCase()) return false;
  return takesTextsOf(earlier.Dest, later.Dest) && takesTextsOf(earlier.Source, later.Source);
}

function isEmpty({ Type, Source, Dest }: When): boolean {
  return !Type && !Source && !Dest;
}

/** The same pattern, one that takes everything, or a plain text that every match of the later one contains. */
function takesTextsOf(earlier: string | undefined, later: string | undefined): boolean {
  if (!earlier || earlier === later || isAnything(earlier)) return true;
  if (!later) return false;
  const plain = plainText(parseSyntax(earlier));
  return plain !== undefined && plainParts(parseSyntax(later)).some((part) => part.includes(plain));
}

/** Whether a pattern is found in every text, whatever it is. */
export function isAnything(expression: string): boolean {
  return ['', '\n', 'a', '0:.', '\u{1f600}'].every((text) => compilePattern(expression).foundIn(text));
}

/** The flag of re2js for a literal without regard to case. */
const FOLD_CASE = 1;

/** The text that a pattern is, where it is nothing else. */
function plainText(node: SyntaxNode & { readonly flags?: number }): string | undefined {
  if (node.op === OP.CAPTURE && node.subs[0]) return plainText(node.subs[0]);
  return node.op === OP.LITERAL && !((node.flags ?? 0) & FOLD_CASE) ? String.fromCodePoint(...Array.from(node.runes)) : undefined;
}

/** Texts that every match contains. */
function plainParts(node: SyntaxNode): string[] {
  const whole = plainText(node);
  if (whole !== undefined) return [whole];
  return node.op === OP.CONCAT || node.op === OP.CAPTURE || node.op === OP.PLUS ? node.subs.flatMap(plainParts) : [];
}
