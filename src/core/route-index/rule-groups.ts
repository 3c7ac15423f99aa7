import { createRarity, rarestOf } from './rarity';
import { requiredLiterals, type LiteralSet } from './required-literals';
import { parseSyntax, sizeOf } from './syntax';

export const FIELDS = ['destination', 'source'] as const;
export type Field = (typeof FIELDS)[number];

/** A `When` as the index has it. */
export interface Rule {
  /** Its place among all filters. */
  readonly place: number;
  /** Empty where any will do. */
  readonly type: string;
  /** Empty where any text will do. */
  readonly patterns: Readonly<Record<Field, string>>;
}

/** Rules of one type that wait for the same literals of the same field, in their order. */
export interface RuleGroup {
  readonly field: Field;
  /** `undefined` where they wait for none. */
  readonly literals: LiteralSet | undefined;
  readonly rules: readonly Rule[];
}

/** From so many rules on they are searched at once. */
const SMALLEST_SET = 8;
const LARGEST_SET = 64;
/** Nodes of all patterns that are searched at once. */
const MAX_NODES = 20_000;

/** A rule, the field that it is found by, and what it waits for there. */
interface Choice {
  readonly rule: Rule;
  readonly field: Field;
  readonly literals: LiteralSet | undefined;
  /** Nodes of the pattern, about. */
  readonly size: number;
}

/**
 * Each rule in one group, which waits for the rarest literals of it; the groups in the order of their first rules.
 * @param rules with a pattern each
 * @throws DispatchError INVALID_PATTERN
 */
export function groupRules(rules: readonly Rule[]): readonly RuleGroup[] {
  const rarities = { destination: createRarity(), source: createRarity() };
  const choices = rules.map(choicesOf);
  for (const own of choices) for (const { field, literals } of own) if (literals) rarities[field].count(literals);
  const alike = new Map<string, Choice[]>();
  for (const own of choices) {
    const choice = rarestOf(own, rarities);
    const key = `${choice.rule.type}\0${choice.field}\0${choice.literals?.join('\0') ?? ''}`;
    const others = alike.get(key);
    if (others) others.push(choice);
    else alike.set(key, [choice]);
  }
  return [...alike.values()].flatMap(split).sort((one, other) => firstPlace(one) - firstPlace(other));
}

/** All that a rule may wait for. */
function choicesOf(rule: Rule): readonly Choice[] {
  const choices: Choice[] = [];
  for (const field of FIELDS) {
    const pattern = rule.patterns[field];
    if (pattern === '') continue;
    const tree = parseSyntax(pattern);
    const size = pattern.includes('{') ? sizeOf(tree) : pattern.length;
    const sets = requiredLiterals(tree);
    for (const literals of sets.length > 0 ? sets : [undefined]) choices.push({ rule, field, literals, size });
  }
  return choices;
}

/** Those that wait for the same: few one by one, many in sets that are not too large. */
function split(alike: readonly Choice[]): RuleGroup[] {
  if (alike.length < SMALLEST_SET) return alike.map((choice) => groupOf([choice]));
  const groups: Choice[][] = [];
  let nodes = Infinity;
  for (const choice of alike) {
    const last = groups.at(-1);
    nodes += choice.size;
    if (last && last.length < LARGEST_SET && nodes <= MAX_NODES) {
      last.push(choice);
      continue;
    }
    groups.push([choice]);
    nodes = choice.size;
  }
  return groups.map(groupOf);
}

function groupOf(alike: readonly Choice[]): RuleGroup {
  const [{ field, literals }] = alike as readonly [Choice];
  return { field, literals, rules: alike.map(({ rule }) => rule) };
}

function firstPlace({ rules: [first] }: RuleGroup): number {
  return (first as Rule).place;
}
