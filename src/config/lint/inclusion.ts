import { createPatternProgram, END, type PatternProgram } from './pattern-program';

/** What is looked at before it is left undecided. */
const [MAX_STATES, MAX_CHARACTERS] = [2000, 150];
/** Texts of jobs have no line breaks: names have none, and those of SQL are blanks (R5). */
const LINE_BREAKS: ReadonlySet<number> = new Set([10, 13]);

/** Both patterns at one place of a text. */
interface State {
  readonly inner: readonly number[];
  readonly outer: readonly number[];
  /** Whether the inner one was found before. */
  readonly found: boolean;
  readonly prev: number;
}

/**
 * Whether every text in which one pattern is found has the other one too, decided by going through all that texts can be.
 * @returns false where that is not so, or takes too long to tell
 */
export function isIncluded(inner: string, outer: string): boolean {
  const [one, other] = [createPatternProgram(inner), createPatternProgram(outer)];
  if (!one || !other) return false;
  const characters = charactersOf(one, other);
  if (!characters) return false;
  const seen = new Set<string>();
  const waiting: State[] = [{ inner: [], outer: [], found: false, prev: END }];
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    if (seen.size > MAX_STATES || endsApart(state, one, other)) return false;
    for (const next of characters) {
      const after = follow(state, next, { one, other });
      const key = after && keyOf(after);
      if (!after || key === undefined || seen.has(key)) continue;
      seen.add(key);
      waiting.push(after);
    }
  }
  return true;
}

/** Whether a text that ends here has the inner pattern alone. */
function endsApart({ inner, outer, found, prev }: State, one: PatternProgram, other: PatternProgram): boolean {
  return (found || one.closure(inner, prev, END).found) && !other.closure(outer, prev, END).found;
}

/** @returns `undefined` where the outer pattern is found, so that nothing more can be told */
function follow({ inner, outer, found, prev }: State, next: number, { one, other }: { one: PatternProgram; other: PatternProgram }): State | undefined {
  const outside = other.closure(outer, prev, next);
  if (outside.found) return undefined;
  const inside = one.closure(inner, prev, next);
  return { inner: found ? [] : one.step(inside.places, next), outer: other.step(outside.places, next), found: found || inside.found, prev: next };
}

/** One of each stretch of characters that both patterns treat alike. */
function charactersOf(one: PatternProgram, other: PatternProgram): readonly number[] | undefined {
  const borders = new Set([0, ...one.borders, ...other.borders]);
  const characters = [...borders].filter((rune) => rune >= 0 && rune <= 0x10ffff && !LINE_BREAKS.has(rune));
  return characters.length > MAX_CHARACTERS ? undefined : characters;
}

/** What is alike from here on; of the character before only its kind counts. */
function keyOf({ inner, outer, found, prev }: State): string {
  const kind = prev === END ? 'end' : /^\w$/.test(String.fromCodePoint(prev)) ? 'word' : 'other';
  return `${sorted(inner)}|${sorted(outer)}|${found}|${kind}`;
}

function sorted(places: readonly number[]): string {
  return [...new Set(places)].sort((a, b) => a - b).join();
}
