import { RE2JS, type Matcher } from 're2js';

const MAX_PATTERNS = 500;
const patterns = new Map<string, RE2JS>();

/** A compiled pattern of RE2. @throws Error `Cannot parse regular expression: …` */
export function compilePattern(text: string): RE2JS {
  let pattern = patterns.get(text);
  if (pattern === undefined) {
    try {
      pattern = RE2JS.compile(text);
    } catch (error) {
      throw new Error(`Cannot parse regular expression: ${wording(error instanceof Error ? error.message : String(error))}`, { cause: error });
    }
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    patterns.set(text, pattern);
  }
  return pattern;
}

/** As RE2 in C++ says it. */
function wording(message: string): string {
  const match = /^error parsing regexp: (.*?)(?:: `([\s\S]*)`)?$/.exec(message);
  if (!match) return message;
  const [, problem = '', place] = match;
  const known = WORDINGS.get(problem) ?? problem;
  return place === undefined ? known : `${known}: ${place}`;
}

const WORDINGS: ReadonlyMap<string, string> = new Map([
  ['missing closing )', 'missing )'],
  ['missing closing ]', 'missing ]'],
  ['unexpected )', 'unexpected )'],
  ['missing argument to repetition operator', 'no argument for repetition operator'],
  ['invalid nested repetition operator', 'bad repetition operator'],
  ['invalid repeat count', 'invalid repetition size'],
  ['invalid character class range', 'invalid character class range'],
  ['invalid or unsupported Perl syntax', 'invalid perl operator'],
]);

export interface Found {
  readonly start: number;
  readonly end: number;
  /** Of the only group, or of the whole match where there is no group; `undefined` if the group took no part. */
  readonly group: { readonly start: number; readonly end: number } | undefined;
}

/** The matches of a pattern, one behind the other, as REGEXP_EXTRACT_ALL goes through them. @throws Error for several groups */
export function* matchesOf(pattern: RE2JS, text: string): Generator<Found> {
  const groups = pattern.groupCount();
  if (groups > 1) throw new Error('Regular expressions passed into extraction functions must not have more than 1 capturing group');
  const matcher = pattern.matcher(text);
  let at = 0;
  do {
    if (!findFrom(matcher, at)) return;
    const start = matcher.start();
    const end = matcher.end();
    const inner = groups === 0 ? { start, end } : { start: matcher.start(1), end: matcher.end(1) };
    yield { start, end, group: inner.start < 0 ? undefined : inner };
    at = end;
    if (start === end && at < text.length) at += unitsAt(text, at);
  } while (at < text.length);
}

/** Whether there is a match at or behind a place; anchors look at the whole text. */
export function findFrom(matcher: Matcher, at: number): boolean {
  return matcher.find(at);
}

/** UTF-16 units of the character at a place. */
export function unitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
