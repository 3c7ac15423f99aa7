import { shortestOf, type LiteralSet } from './required-literals';

/** From so many characters on a longer literal counts as no rarer. */
const LONG = 5;
/** By how much each character more makes a literal rarer. */
const PER_CHARACTER = 4;

/** Knows how many patterns of a rule book wait for which literal. */
export interface Rarity {
  count(literals: LiteralSet): void;
  /** How many patterns a text that has one of the literals brings up, times how likely it has one. */
  costOf(literals: LiteralSet): number;
}

export function createRarity(): Rarity {
  const patterns = new Map<string, number>();
  return {
    count(literals) {
      for (const text of literals) patterns.set(text, (patterns.get(text) ?? 0) + 1);
    },
    costOf: (literals) => literals.reduce((cost, text) => cost + (patterns.get(text) ?? 0) / PER_CHARACTER ** Math.min(text.length, LONG), 0),
  };
}

/** What may be waited for in a field. */
interface Choice<Field extends string> {
  readonly field: Field;
  readonly literals: LiteralSet | undefined;
}

/** The choice that costs least; of equal ones the longest, and one without literals only where there is no other. */
export function rarestOf<Field extends string, One extends Choice<Field>>(choices: readonly One[], rarities: Readonly<Record<Field, Rarity>>): One {
  const [first] = choices as readonly [One];
  if (choices.length === 1) return first;
  const ranked = choices.map((choice) => {
    const { field, literals } = choice;
    return literals ? { choice, cost: rarities[field].costOf(literals), length: shortestOf(literals) } : { choice, cost: Infinity, length: 0 };
  });
  return ranked.reduce((best, one) => (one.cost < best.cost || (one.cost === best.cost && one.length > best.length) ? one : best)).choice;
}
