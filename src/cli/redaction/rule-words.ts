import type { When } from '../../core/filter';

/** Whether rules say a text themselves, as words of their own. */
export type SaidByRules = (text: string) => boolean;

const INSIDE_WORD = /[\p{L}\p{N}]/u;

/** What these filters say, without the backslashes of their patterns and without regard to case. */
export function wordsOfRules(filters: readonly When[]): SaidByRules {
  const patterns = filters.flatMap(({ Source, Dest }) => [Source, Dest]).flatMap((pattern) => (pattern ? [pattern.replace(/\\(\P{L})/gu, '$1').toLowerCase()] : []));
  return (text) => patterns.some((pattern) => hasWord(pattern, text.toLowerCase()));
}

function hasWord(pattern: string, word: string): boolean {
  if (word === '') return false;
  for (let at = pattern.indexOf(word); at >= 0; at = pattern.indexOf(word, at + 1)) {
    const [before = '', after = ''] = [pattern[at - 1], pattern[at + word.length]];
    if (!(INSIDE_WORD.test(before) && INSIDE_WORD.test(word.at(0) ?? '')) && !(INSIDE_WORD.test(after) && INSIDE_WORD.test(word.at(-1) ?? ''))) return true;
  }
  return false;
}
