import { RE2JS, RE2Set } from 're2js';
import { withoutGroupNames } from '../group-names';
import type { Compiled } from './pattern-pool';
import { plainSearch } from './plain-search';

/** A text and a function. */
const PLAIN_BYTES = 500;
/** What re2js keeps of a pattern besides its instructions. */
const PATTERN_BYTES = 6000;
/** An instruction, and a border of the characters that it takes, with their places in tables. */
const [INSTRUCTION_BYTES, RUNE_BYTES] = [110, 16];

interface Program {
  numInst(): number;
  getInst(at: number): { readonly runes: ArrayLike<number> | null };
}

/** The automaton of re2js, which grows with the texts that it has seen. */
interface GrowingAutomaton {
  readonly maxMem: number;
  readonly memBudget: number;
}

/** One expression; the result is whether it is found. */
export function compileOne(expression: string): Compiled<boolean> {
  const search = plainSearch(expression);
  return search ? { search, bytes: () => PLAIN_BYTES } : compileAutomaton(expression);
}

function compileAutomaton(expression: string): Compiled<boolean> {
  const pattern = RE2JS.compile(withoutGroupNames(expression));
  const engine = pattern.re2() as { readonly prog: Program; readonly lazyDFA: GrowingAutomaton | null };
  const fixed = bytesOf(engine.prog);
  return { search: (text) => pattern.test(text), bytes: () => fixed + grownBy(engine.lazyDFA) };
}

/**
 * Several expressions that are searched at once; the result are the places of those that are found, ascending.
 * @param maxBytes that its automaton may take; what does not fit is matched more slowly, with the same result
 */
export function compileSet(expressions: readonly string[], maxBytes: number): Compiled<readonly number[]> {
  const set = new RE2Set(RE2Set.UNANCHORED, 0, maxBytes);
  for (const expression of expressions) set.add(withoutGroupNames(expression));
  set.compile();
  // The syntax trees, which are larger than what was compiled of them.
  set.regexps = [];
  const fixed = bytesOf(set.prog);
  return { search: (text) => set.match(text), bytes: () => fixed + grownBy(set.dfa) };
}

function bytesOf(program: Program): number {
  let bytes = PATTERN_BYTES;
  for (let at = 0; at < program.numInst(); at++) bytes += INSTRUCTION_BYTES + (program.getInst(at).runes?.length ?? 0) * RUNE_BYTES;
  return bytes;
}

function grownBy(automaton: GrowingAutomaton | null): number {
  return automaton ? automaton.maxMem - automaton.memBudget : 0;
}
