import { RE2JS } from 're2js';
import { withoutGroupNames } from '../../core/group-names';

/** An instruction of re2js, whose programs are those of Go: an automaton that may be in several places at once. */
export interface Instruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  readonly runes: ArrayLike<number>;
  matchRune(rune: number): boolean;
}

const [ALT, ALT_MATCH, CAPTURE, EMPTY_WIDTH, FAIL, MATCH, NOP, RUNE, RUNE1, RUNE_ANY, RUNE_ANY_NOT_NL] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const KNOWN: ReadonlySet<number> = new Set([ALT, ALT_MATCH, CAPTURE, EMPTY_WIDTH, FAIL, MATCH, NOP, RUNE, RUNE1, RUNE_ANY, RUNE_ANY_NOT_NL]);

/** Instructions of a pattern that is looked into. */
const LARGEST = 5000;

/** What stands at either end of a text instead of a character. */
export const END = -1;
const NEW_LINE = 10;
/** Characters that stand beside each other within a text: letters and others. */
const PAIRS = [[97, 97], [97, 46], [46, 97], [46, 46], [97, END], [46, END]] as const;

/** Where a pattern may be between two characters, whether it is found there, and what was looked at to tell. */
interface Closure {
  readonly places: readonly number[];
  readonly found: boolean;
  readonly looked: number;
}

/** A pattern that is searched anywhere, one character at a time. */
export interface PatternProgram {
  /** First characters of stretches that it treats alike. */
  readonly borders: readonly number[];
  /** Where it may be between two characters, what was begun earlier included. @param prev and next characters, or END */
  closure(places: readonly number[], prev: number, next: number): Closure;
  /** Where it may be after a character. */
  step(places: readonly number[], rune: number): readonly number[];
  /** A number that characters have in common which it treats alike. */
  kindOf(rune: number): number;
  /** Whether it can begin at the begin of a text alone. */
  readonly isAnchored: boolean;
}

/** @returns `undefined` for a pattern that is no plain automaton, or too large a one */
export function createPatternProgram(expression: string): PatternProgram | undefined {
  const { prog } = RE2JS.compile(withoutGroupNames(expression)).re2() as unknown as { prog: { start: number; numInst(): number; getInst(at: number): Instruction } };
  if (prog.numInst() > LARGEST) return undefined;
  const instructions = Array.from({ length: prog.numInst() }, (_, at) => prog.getInst(at));
  if (instructions.some(({ op }) => !KNOWN.has(op))) return undefined;

  function closure(places: readonly number[], prev: number, next: number): Closure {
    const holds = conditionsBetween(prev, next);
    const seen = new Set<number>();
    const waiting = [prog.start, ...places];
    let found = false;
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const instruction = instructions[at];
      if (!instruction || seen.has(at)) continue;
      seen.add(at);
      const { op, out, arg } = instruction;
      if (op === MATCH) found = true;
      else if (op === ALT || op === ALT_MATCH) waiting.push(out, arg);
      else if (op === CAPTURE || op === NOP || (op === EMPTY_WIDTH && (arg & ~holds) === 0)) waiting.push(out);
    }
    return { places: [...seen].filter((at) => (instructions[at]?.op ?? 0) >= RUNE), found, looked: seen.size };
  }

  const takers = instructions.filter(({ op }) => op >= RUNE);
  const [kinds, kindOfRune] = [new Map<string, number>(), new Map<number, number>()];

  function kindOf(rune: number): number {
    const known = kindOfRune.get(rune);
    if (known !== undefined) return known;
    const taken = takers.map((instruction) => (instruction.matchRune(rune) ? 1 : 0)).join('');
    const kind = kinds.get(taken) ?? kinds.size;
    kinds.set(taken, kind);
    kindOfRune.set(rune, kind);
    return kind;
  }

  return {
    borders: [...new Set(instructions.flatMap(bordersOf))],
    closure,
    kindOf,
    isAnchored: PAIRS.every(([prev, next]) => {
      const { places, found } = closure([], prev, next);
      return !found && places.length === 0;
    }),
    step: (places, rune) => places.flatMap((at) => (instructions[at]?.matchRune(rune) ? [instructions[at].out] : [])),
  };
}

function bordersOf({ op, runes }: Instruction): number[] {
  if (op === RUNE_ANY_NOT_NL) return [NEW_LINE, NEW_LINE + 1];
  if (op === EMPTY_WIDTH) return [NEW_LINE, NEW_LINE + 1, 48, 58, 65, 91, 95, 96, 97, 123];
  const single = runes.length === 1;
  return Array.from(runes).flatMap((rune, index) => (single || index % 2 === 1 ? [rune, rune + 1] : [rune]).flatMap(withOtherCase));
}

/** A pattern without regard to case has only one of the two. */
function withOtherCase(rune: number): number[] {
  if (rune > 0x10ffff) return [];
  const text = String.fromCodePoint(rune);
  const others = [text.toLowerCase(), text.toUpperCase()].map((other) => other.codePointAt(0) as number);
  return [rune, ...others.flatMap((other) => [other, other + 1])];
}

/** Which of ^ $ \A \z \b \B hold between two characters, as bits of re2js. */
function conditionsBetween(prev: number, next: number): number {
  const begins = prev === END ? 4 | 1 : prev === NEW_LINE ? 1 : 0;
  const ends = next === END ? 8 | 2 : next === NEW_LINE ? 2 : 0;
  return begins | ends | (isWord(prev) === isWord(next) ? 32 : 16);
}

export function isWord(rune: number): boolean {
  return rune !== END && /^\w$/.test(String.fromCodePoint(rune));
}
