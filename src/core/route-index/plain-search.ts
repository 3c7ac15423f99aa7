import { literalText, OP, parseSyntax } from './syntax';

/** Half of a character, which would be found in a whole one. */
const SURROGATE = /\p{Cs}/u;

/**
 * The search for an expression that is a mere text, with or without `^` before it and `$` behind, as those of most rules are:
 * it needs no automaton.
 * @returns `undefined` for any other expression
 */
export function plainSearch(expression: string): ((text: string) => boolean) | undefined {
  const tree = parseSyntax(expression);
  const parts = tree.op === OP.CONCAT ? [...tree.subs] : [tree];
  const begins = parts[0]?.op === OP.BEGIN_TEXT && parts.shift() !== undefined;
  const ends = parts.at(-1)?.op === OP.END_TEXT && parts.pop() !== undefined;
  const [literal, ...more] = parts;
  const wanted = literal && more.length === 0 ? literalText(literal) : undefined;
  if (wanted === undefined || SURROGATE.test(wanted)) return undefined;
  if (begins && ends) return (text) => text === wanted;
  if (begins) return (text) => text.startsWith(wanted);
  return ends ? (text) => text.endsWith(wanted) : (text) => text.includes(wanted);
}
