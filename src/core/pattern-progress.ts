import { compilePattern } from './filter';
import { partsOfPattern } from './pattern-parts';

/** How far a text goes along with a pattern that is not found in it. Field names are those of the JSON. */
export interface PatternProgress {
  /** The longest beginning of the pattern that is found; empty where not even its first part is. */
  readonly Part: string;
  /** The stretch of the text that it matches, and where that begins. */
  readonly Reached: string;
  readonly At: number;
  /** The rest of the pattern, which would have to follow. */
  readonly Missing: string;
  /** What follows in the text instead. */
  readonly Next: string;
}

/** What is told of the text behind the stretch. */
const NEXT_LENGTH = 40;

/** Of several alternatives the one that most of is found. */
export function progressOf(expression: string, text: string): PatternProgress | undefined {
  const ends = partsOfPattern(expression).map((parts) => progressOfParts(parts, text));
  return ends.reduce((best, one) => (one && (!best || one.Part.length > best.Part.length) ? one : best), undefined);
}

/** Each beginning of what is found is found as well, so that the longest one is met by halves. */
function progressOfParts(parts: readonly string[], text: string): PatternProgress | undefined {
  const stretch = (count: number) => stretchOf(parts.slice(0, count).join(''), text);
  let [found, missing] = [0, parts.length];
  while (missing - found > 1) {
    const middle = (found + missing) >> 1;
    if (stretch(middle)) found = middle;
    else missing = middle;
  }
  const { text: Reached, at: At } = stretch(found) ?? { text: '', at: 0 };
  const end = At + Reached.length;
  return { Part: parts.slice(0, found).join(''), Reached, At, Missing: parts.slice(found).join(''), Next: text.slice(end, end + NEXT_LENGTH) };
}

/** Parts that do not stand alone are not found. */
function stretchOf(expression: string, text: string): { readonly text: string; readonly at: number } | undefined {
  try {
    return compilePattern(expression).stretchIn(text);
  } catch {
    return undefined;
  }
}
