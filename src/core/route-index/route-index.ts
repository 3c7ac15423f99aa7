import type { When } from '../filter';
import type { Job } from '../job';
import { compileOne, compileSet } from './compiled-pattern';
import { createLiteralAutomaton, type LiteralAutomaton } from './literal-automaton';
import { createPatternPool, type Pooled } from './pattern-pool';
import { FIELDS, groupRules, type Field, type Rule, type RuleGroup } from './rule-groups';

/** What all compiled patterns may take. */
const POOL_BYTES = 64 * 1024 * 1024;
/** What the automata of all sets of patterns may take, and that of a set at least and at most. */
const SETS_BYTES = 32 * 1024 * 1024;
const [MIN_SET_BYTES, MAX_SET_BYTES] = [64 * 1024, 4 * 1024 * 1024];

/** Finds the first of many filters that holds, at a price that hardly grows with their number. */
export interface RouteIndex {
  /** The place of the first filter that holds for a job, or -1. */
  first(job: Job): number;
  /** The places of all filters that hold for a job, ascending. */
  all(job: Job): readonly number[];
}

/** Rules that are asked together. */
interface Group extends RuleGroup {
  readonly type: string;
  readonly firstPlace: number;
  /** Where there are several. */
  readonly set: Pooled<readonly number[]> | undefined;
}

/**
 * Each filter waits for its rarest literals, which one automaton a field looks for; what is found is verified in the order of
 * the filters, those alike in sets. See docs/decisions/0007-route-index.md.
 * @throws DispatchError INVALID_PATTERN
 */
export function createRouteIndex(filters: readonly When[]): RouteIndex {
  const rules = filters.map((when, place): Rule => ({ place, type: when.Type?.toUpperCase() ?? '', patterns: { destination: when.Dest ?? '', source: when.Source ?? '' } }));
  const pool = createPatternPool(POOL_BYTES);
  const compiled = new Map<string, Pooled<boolean>>();
  const groups = withSets(groupRules(rules.filter(hasPattern)));
  const automata = FIELDS.map((field) => automatonOf(field, groups));
  const always = groups.filter(({ literals }) => !literals);
  const byType = placesOfTypes(rules);

  function withSets(plain: readonly RuleGroup[]): readonly Group[] {
    const sets = plain.filter(({ rules: { length } }) => length > 1).length;
    const maxBytes = Math.min(MAX_SET_BYTES, Math.max(MIN_SET_BYTES, Math.floor(SETS_BYTES / sets)));
    return plain.map(({ field, literals, rules: own }) => {
      const [{ type, place }] = own as readonly [Rule];
      const set = own.length > 1 ? pool.pooled(() => compileSet(own.map(({ patterns }) => patterns[field]), maxBytes)) : undefined;
      return { field, literals, rules: own, type, firstPlace: place, set };
    });
  }

  function isFound(expression: string, text: string): boolean {
    let pattern = compiled.get(expression);
    if (!pattern) compiled.set(expression, (pattern = pool.pooled(() => compileOne(expression))));
    return pattern.search(text);
  }

  function holds({ patterns: { destination, source } }: Rule, job: Job, known?: Field): boolean {
    return (
      (destination === '' || known === 'destination' || isFound(destination, job.destination)) && (source === '' || known === 'source' || isFound(source, job.source))
    );
  }

  /** The place of the first rule of a group that holds and comes before another place, which is given back otherwise. */
  function firstOf({ type, field, rules: own, set }: Group, job: Job, before: number): number {
    if (type !== '' && type !== job.type) return before;
    if (!set) {
      const [rule] = own as readonly [Rule];
      return holds(rule, job) ? rule.place : before;
    }
    for (const found of set.search(job[field])) {
      const rule = own[found] as Rule;
      if (rule.place >= before) break;
      if (holds(rule, job, field)) return rule.place;
    }
    return before;
  }

  /** The places of all rules of a group that hold. */
  function allOf({ type, field, rules: own, set }: Group, job: Job): readonly number[] {
    if (type !== '' && type !== job.type) return [];
    const searched = set ? set.search(job[field]).map((found) => own[found] as Rule) : own;
    return searched.filter((rule) => holds(rule, job, set && field)).map(({ place }) => place);
  }

  return {
    all(job) {
      const asked = [...candidates(automata, job).map((number) => groups[number] as Group), ...always];
      return [...(byType.get(job.type) ?? []), ...asked.flatMap((group) => allOf(group, job))].sort((a, b) => a - b);
    },
    first(job) {
      let best = byType.get(job.type)?.[0] ?? Infinity;
      for (const number of candidates(automata, job)) {
        const group = groups[number] as Group;
        if (group.firstPlace >= best) break;
        best = firstOf(group, job, best);
      }
      for (const group of always) {
        if (group.firstPlace >= best) break;
        best = firstOf(group, job, best);
      }
      return best === Infinity ? -1 : best;
    },
  };
}

function hasPattern({ patterns }: Rule): boolean {
  return FIELDS.some((field) => patterns[field] !== '');
}

/** The places of filters on a type alone, by their type. */
function placesOfTypes(rules: readonly Rule[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const rule of rules) {
    if (hasPattern(rule) || rule.type === '') continue;
    const known = places.get(rule.type);
    if (known) known.push(rule.place);
    else places.set(rule.type, [rule.place]);
  }
  return places;
}

/** @returns `undefined` where no group waits for literals of the field */
function automatonOf(field: Field, groups: readonly Group[]): LiteralAutomaton | undefined {
  const waiting = new Map<string, number[]>();
  for (const [number, group] of groups.entries()) {
    for (const text of (group.field === field && group.literals) || []) {
      const numbers = waiting.get(text);
      if (numbers) numbers.push(number);
      else waiting.set(text, [number]);
    }
  }
  return waiting.size > 0 ? createLiteralAutomaton(waiting) : undefined;
}

/** The groups of which a literal occurs, in their order, each once. */
function candidates(automata: readonly (LiteralAutomaton | undefined)[], job: Job): readonly number[] {
  let first: readonly number[] = [];
  let all: Set<number> | undefined;
  for (const [at, automaton] of automata.entries()) {
    automaton?.search(job[FIELDS[at] as Field], (numbers) => {
      if (first.length === 0) first = numbers;
      else {
        all ??= new Set(first);
        for (const number of numbers) all.add(number);
      }
    });
  }
  return all ? [...all].sort((a, b) => a - b) : first;
}
