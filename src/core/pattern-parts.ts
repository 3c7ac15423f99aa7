/** Flags at the begin of an expression, which hold for all its alternatives. */
const FLAGS = /^(?:\(\?[imsU-]+\))*/;
const ESCAPE = /\\(?:Q[^]*?(?:\\E|$)|[pP]\{[^}]*\}|[pP][^{]|x\{[^}]*\}|x[^]{2}|[0-7]{1,3}|[^])/y;
const CLASS = /\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]/y;
const REPETITION = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y;

/** The alternatives of an expression, each cut into the parts that stand behind one another, repetitions with what they repeat. */
export function partsOfPattern(expression: string): readonly (readonly string[])[] {
  const flags = FLAGS.exec(expression)?.[0] ?? '';
  const alternatives: string[][] = [[]];
  for (let at = flags.length; at < expression.length; ) {
    const end = endOfAtom(expression, at);
    const whole = end + lengthOf(REPETITION, expression, end);
    if (expression[at] === '|') alternatives.push([]);
    else alternatives.at(-1)?.push(expression.slice(at, whole));
    at = expression[at] === '|' ? at + 1 : whole;
  }
  return alternatives.map((parts) => (flags === '' ? parts : [flags, ...parts]));
}

/** Behind a character, an escape, a class or a group. */
function endOfAtom(expression: string, at: number): number {
  const char = expression[at];
  if (char === '\\') return at + Math.max(1, lengthOf(ESCAPE, expression, at));
  if (char === '[') return at + Math.max(1, lengthOf(CLASS, expression, at));
  if (char !== '(') return at + ((expression.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  let next = at + 1;
  while (next < expression.length && expression[next] !== ')') next = endOfAtom(expression, next);
  return Math.min(next + 1, expression.length);
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
