import { END, isWord, type PatternProgram } from './pattern-program';

/** What is looked at before it is left undecided. */
const [MAX_STATES, MAX_CHARACTERS, MAX_STEPS] = [2000, 150, 1_000_000];
/** Texts of jobs have no line breaks: names have none, and those of SQL are blanks (R5). */
const LINE_BREAKS: ReadonlySet<number> = new Set([10, 13]);

/** What may still be looked at for all questions together, in places of patterns. */
export interface Budget {
  steps: number;
}

/** A text that was asked for; `none` where there surely is none, `undecided` where it takes too long to tell. */
export type Outside = { readonly text: string } | 'none' | 'undecided';

/** All patterns at one place of a text. */
interface State {
  readonly places: readonly (readonly number[])[];
  /** Which of the wanted ones were found before. */
  readonly found: readonly boolean[];
  readonly prev: number;
  readonly before?: State;
}

/**
 * A shortest text in which each of some patterns is found and none of some others, by going through all that texts can be.
 * @param budget shared by several questions
 */
export function textOutside(wanted: readonly PatternProgram[], unwanted: readonly PatternProgram[], budget: Budget): Outside {
  const all = [...wanted, ...unwanted];
  if (budget.steps <= 0) return 'undecided';
  const characters = charactersOf(all);
  if (characters.length > MAX_CHARACTERS) return 'undecided';
  const search: Search = { all, wanted: wanted.length, steps: all.reduce((sum, { borders }) => sum + borders.length, 0) };
  const most = Math.min(MAX_STEPS, budget.steps);
  const waiting: State[] = [{ places: all.map(() => []), found: wanted.map(() => false), prev: END }];
  const seen = new Set<string>();
  const answer = (): Outside => {
    for (let at = 0; at < waiting.length; at++) {
      const state = waiting[at] as State;
      if (at >= MAX_STATES || search.steps >= most) return 'undecided';
      if (follow(state, END, search)?.found.every(Boolean)) return { text: textOf(state) };
      for (const next of characters) {
        const after = follow(state, next, search);
        const key = after && keyOf(after);
        if (!after || key === undefined || seen.has(key)) continue;
        seen.add(key);
        waiting.push(after);
      }
    }
    return 'none';
  };
  const found = answer();
  budget.steps -= search.steps;
  return found;
}

interface Search {
  readonly all: readonly PatternProgram[];
  /** How many of them are wanted; the others are not. */
  readonly wanted: number;
  /** Places that were looked at. */
  steps: number;
}

/** @returns `undefined` where an unwanted pattern is found or a wanted one cannot be any more */
function follow(state: State, next: number, search: Search): State | undefined {
  const { all, wanted } = search;
  const found = [...state.found];
  const places: (readonly number[])[] = [];
  for (const [at, program] of all.entries()) {
    if (found[at]) {
      places.push([]);
      continue;
    }
    const inside = program.closure(state.places[at] ?? [], state.prev, next);
    search.steps += inside.looked;
    if (inside.found && at >= wanted) return undefined;
    if (inside.found) found[at] = true;
    const after = found[at] ? [] : program.step(inside.places, next);
    if (at < wanted && !found[at] && next !== END && after.length === 0 && program.isAnchored) return undefined;
    places.push([...new Set(after)].sort((a, b) => a - b));
  }
  return { places, found, prev: next, before: state };
}

/** One of each kind of characters that all patterns treat alike, those of names first. */
function charactersOf(programs: readonly PatternProgram[]): readonly number[] {
  const borders = [...new Set([97, 0, ...programs.flatMap(({ borders: own }) => own)])].filter((rune) => rune >= 0 && rune <= 0x10ffff && !LINE_BREAKS.has(rune));
  const kinds = new Map<string, number>();
  for (const rune of borders.sort((one, other) => strangeness(one) - strangeness(other))) {
    const kind = `${isWord(rune)}${programs.map((program) => program.kindOf(rune)).join('|')}`;
    if (!kinds.has(kind)) kinds.set(kind, rune);
  }
  return [...kinds.values()];
}

/** Letters, then what else can be printed, then all other. */
function strangeness(rune: number): number {
  return rune >= 97 && rune <= 122 ? 0 : rune > 32 && rune < 127 ? 1 : 2;
}

/** What is alike from here on; of the character before only its kind counts. */
function keyOf({ places, found, prev }: State): string {
  return `${places.join('|')}|${found.join()}|${prev === END ? 'end' : isWord(prev)}`;
}

function textOf(state: State): string {
  const runes: number[] = [];
  for (let at: State | undefined = state; at && at.prev !== END; at = at.before) runes.push(at.prev);
  return String.fromCodePoint(...runes.reverse());
}
