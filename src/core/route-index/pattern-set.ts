import { RE2Set } from 're2js';
import { withoutGroupNames } from '../group-names';

/** Bytes that the automaton of one set may take; what does not fit is matched more slowly, with the same result. */
const MAX_BYTES = 64 * 1024;

/** Several patterns that are searched at once. */
export interface PatternSet {
  /** The places of those in the list that are found in a text. */
  foundIn(text: string): readonly number[];
}

/** Compiled with the first text. */
export function createPatternSet(expressions: readonly string[]): PatternSet {
  let compiled: RE2Set | undefined;
  return {
    foundIn(text) {
      compiled ??= compile(expressions);
      return compiled.match(text);
    },
  };
}

function compile(expressions: readonly string[]): RE2Set {
  const set = new RE2Set(RE2Set.UNANCHORED, 0, MAX_BYTES);
  for (const expression of expressions) set.add(withoutGroupNames(expression));
  return set;
}
