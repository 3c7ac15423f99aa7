import type { When } from '../../core/filter';
import { literalText, parseSyntax, type SyntaxNode } from '../../core/route-index/syntax';

/** What rules say themselves, so that it may stay. */
export interface SaidByRules {
  /** Whether they say a text, as words of their own and without regard to case. */
  readonly isSaid: (text: string) => boolean;
  /** The texts that patterns on sources look for within a literal, such as `gs://exports/`, the longest first. */
  readonly runs: readonly string[];
}

const INSIDE_WORD = /[\p{L}\p{N}]/u;

export function wordsOfRules(filters: readonly When[]): SaidByRules {
  // Without the backslashes of the patterns.
  const patterns = filters.flatMap(({ Source, Dest }) => [Source, Dest]).flatMap((pattern) => (pattern ? [pattern.replace(/\\(\P{L})/gu, '$1').toLowerCase()] : []));
  return { isSaid: (text) => patterns.some((pattern) => hasWord(pattern, text.toLowerCase())), runs: runsOf(filters) };
}

function hasWord(pattern: string, word: string): boolean {
  if (word === '') return false;
  for (let at = pattern.indexOf(word); at >= 0; at = pattern.indexOf(word, at + 1)) {
    const [before = '', after = ''] = [pattern[at - 1], pattern[at + word.length]];
    if (!(INSIDE_WORD.test(before) && INSIDE_WORD.test(word.at(0) ?? '')) && !(INSIDE_WORD.test(after) && INSIDE_WORD.test(word.at(-1) ?? ''))) return true;
  }
  return false;
}

/** Shorter ones would leave parts of any text. */
const SHORTEST_RUN = 3;

function runsOf(filters: readonly When[]): readonly string[] {
  const runs = new Set(filters.flatMap(({ Source }) => (Source ? runsIn(parseSyntax(Source)) : [])));
  return [...runs].filter((run) => run.length >= SHORTEST_RUN && /[\p{L}\p{N}]/u.test(run)).sort((one, other) => other.length - one.length);
}

function runsIn(node: SyntaxNode): string[] {
  const text = literalText(node);
  return text === undefined ? node.subs.flatMap(runsIn) : text.split(/['"`]/);
}
