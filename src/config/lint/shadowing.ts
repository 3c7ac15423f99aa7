import { compilePattern, type When } from '../../core/filter';
import type { Job } from '../../core/job';
import { OP, parseSyntax, type SyntaxNode } from '../../core/route-index/syntax';
import { isIncluded } from './inclusion';
import { shortestMatch } from './shortest-match';

/** Whether a filter surely takes every job that another one would; where that cannot be told from the patterns, it is false. */
export function takesAllOf(earlier: When, later: When): boolean {
  if (isEmpty(earlier) || isEmpty(later)) return false;
  if (earlier.Type && earlier.Type.toUpperCase() !== later.Type?.toUpperCase()) return false;
  return takesTextsOf(earlier.Dest, later.Dest) && takesTextsOf(earlier.Source, later.Source);
}

function isEmpty({ Type, Source, Dest }: When): boolean {
  return !Type && !Source && !Dest;
}

function takesTextsOf(earlier: string | undefined, later: string | undefined): boolean {
  if (!earlier || earlier === later || isAnything(earlier)) return true;
  if (!later) return false;
  const plain = plainText(parseSyntax(earlier));
  return (plain !== undefined && plainParts(parseSyntax(later)).some((part) => part.includes(plain))) || isIncluded(later, earlier);
}

/** A job that a filter takes, as good as any; `undefined` where none is found soon. */
export function exampleFor({ Type, Source, Dest }: When): Pick<Job, 'type' | 'source' | 'destination'> | undefined {
  const [source, destination] = [Source, Dest].map((pattern) => (pattern ? shortestMatch(pattern) : ''));
  return source === undefined || destination === undefined ? undefined : { type: Type?.toUpperCase() ?? '', source, destination };
}

/** Whether a pattern is found in every text that is not empty. */
export function isAnyText(expression: string): boolean {
  return ['a', '0:.', '\u{1f600}'].every((text) => compilePattern(expression).foundIn(text));
}

/** Whether a pattern is found in every text, whatever it is. */
function isAnything(expression: string): boolean {
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
