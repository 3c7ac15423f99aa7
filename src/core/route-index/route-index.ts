import type { Job } from '../job';
import type { When } from '../filter';
import { createLiteralAutomaton, type LiteralAutomaton } from './literal-automaton';
import { createPatternCache } from './pattern-cache';
import { createPatternSet, type PatternSet } from './pattern-set';
import { requiredLiterals, type LiteralSet } from './required-literals';
import { parseSyntax } from './syntax';

/** Patterns without a literal that are searched together. */
const SET_SIZE = 64;

const FIELDS = ['destination', 'source'] as const;
type Field = (typeof FIELDS)[number];

/** Finds the first of many filters that holds, at a price that hardly grows with their number. */
export interface RouteIndex {
  /** The place of the first filter that holds for a job, or -1. */
  first(job: Job): number;
}

interface Rule {
  readonly type: string;
  readonly patterns: Readonly<Record<Field, string>>;
}

/** Filters whose pattern for one field is searched with others. */
interface Group {
  readonly field: Field;
  readonly places: readonly number[];
  readonly set: PatternSet;
}

/**
 * Each filter waits for its rarest literal, which one automaton a field looks for; those without one are searched in sets
 * of 64; what is found is verified in the order of the filters. See docs/decisions/0007-route-index.md.
 * @throws DispatchError INVALID_PATTERN
 */
export function createRouteIndex(filters: readonly When[]): RouteIndex {
  const rules = filters.map((when): Rule => ({ type: when.Type?.toUpperCase() ?? '', patterns: { destination: when.Dest ?? '', source: when.Source ?? '' } }));
  const patternCache = createPatternCache();
  const literals: Record<Field, Map<string, number[]>> = { destination: new Map(), source: new Map() };
  const unlisted: Record<Field, number[]> = { destination: [], source: [] };
  /** The first filter on a type alone. */
  const byType = new Map<string, number>();
  for (const [place, rule] of rules.entries()) enter(rule, place);

  const automata = FIELDS.map((field) => [field, literals[field].size > 0 ? createLiteralAutomaton(literals[field]) : undefined] as const);
  const groups = FIELDS.flatMap((field) => groupsOf(field, unlisted[field])).sort((a, b) => (a.places[0] as number) - (b.places[0] as number));

  function enter(rule: Rule, place: number): void {
    const given = FIELDS.filter((field) => rule.patterns[field] !== '');
    const [first] = given;
    if (first === undefined) {
      if (rule.type !== '' && !byType.has(rule.type)) byType.set(rule.type, place);
      return;
    }
    const known = given.map((field) => [field, requiredLiterals(parseSyntax(rule.patterns[field]))] as const);
    const listed = known.filter((entry): entry is readonly [Field, LiteralSet] => entry[1] !== undefined);
    const [best] = listed.sort(([, one], [, other]) => shortest(other) - shortest(one));
    if (!best) return void unlisted[first].push(place);
    const [field, texts] = best;
    for (const text of texts) {
      const places = literals[field].get(text);
      if (places) places.push(place);
      else literals[field].set(text, [place]);
    }
  }

  function groupsOf(field: Field, places: readonly number[]): Group[] {
    const groups: Group[] = [];
    for (let start = 0; start < places.length; start += SET_SIZE) {
      const some = places.slice(start, start + SET_SIZE);
      groups.push({ field, places: some, set: createPatternSet(some.map((place) => (rules[place] as Rule).patterns[field])) });
    }
    return groups;
  }

  function holds(place: number, job: Job, known?: Field): boolean {
    const { type, patterns } = rules[place] as Rule;
    if (type !== '' && type !== job.type) return false;
    return FIELDS.every((field) => field === known || patterns[field] === '' || patternCache.isFound(patterns[field], job[field]));
  }

  return {
    first(job) {
      let best = byType.get(job.type) ?? Infinity;
      for (const place of candidates(automata, job)) {
        if (place >= best) break;
        if (holds(place, job)) best = place;
      }
      for (const { field, places, set } of groups) {
        if ((places[0] as number) >= best) break;
        for (const index of set.foundIn(job[field])) {
          const place = places[index] as number;
          if (place < best && holds(place, job, field)) best = place;
        }
      }
      return best === Infinity ? -1 : best;
    },
  };
}

function shortest(texts: LiteralSet): number {
  return Math.min(...texts.map(({ length }) => length));
}

/** The filters whose literal occurs, in their order, each once. */
function candidates(automata: readonly (readonly [Field, LiteralAutomaton | undefined])[], job: Job): readonly number[] {
  let first: readonly number[] = [];
  let all: number[] | undefined;
  for (const [field, automaton] of automata) {
    automaton?.search(job[field], (places) => {
      if (first.length === 0) first = places;
      else (all ??= [...first]).push(...places);
    });
  }
  return all ? [...new Set(all)].sort((a, b) => a - b) : first;
}
