import { createPatternProgram, END } from './pattern-program';

/** What is looked at before it is given up. */
const [MAX_STATES, MAX_CHARACTERS] = [2000, 150];

/** A shortest text in which a pattern is found; `undefined` where none is found soon. */
export function shortestMatch(expression: string): string | undefined {
  const program = createPatternProgram(expression);
  const characters = program && preferred([0, 97, ...program.borders]);
  if (!program || !characters || characters.length > MAX_CHARACTERS) return undefined;
  const seen = new Set<string>();
  const waiting: { places: readonly number[]; text: string; prev: number }[] = [{ places: [], text: '', prev: END }];
  for (let at = 0; at < waiting.length && at < MAX_STATES; at++) {
    const { places, text, prev } = waiting[at] as (typeof waiting)[number];
    if (program.closure(places, prev, END).found) return text;
    for (const next of characters) {
      const after = [...new Set(program.step(program.closure(places, prev, next).places, next))].sort((a, b) => a - b);
      const key = `${after.join()}|${/^\w$/.test(String.fromCodePoint(next))}`;
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push({ places: after, text: text + String.fromCodePoint(next), prev: next });
    }
  }
  return undefined;
}

/** Letters come before what no name has. */
function preferred(borders: readonly number[]): number[] {
  const plain = (rune: number): number => (rune >= 32 && rune < 127 ? 0 : 1);
  return [...new Set(borders)].filter((rune) => rune <= 0x10ffff && rune !== 10).sort((one, other) => plain(one) - plain(other));
}
