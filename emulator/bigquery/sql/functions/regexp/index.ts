import { argumentsOf, callOf, scalarsOf, template } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { charactersOf, countOf, sliceOf } from '../string/characters';
import { textAndBytes } from '../string/text-and-bytes';
import { script } from '../define';
import { compilePattern, findFrom, matchesOf, unitsAt, type Found } from './pattern';

const scalar = scalarsOf('Regular expression');

const EXTRACT = {
  '(STRING, STRING) -> STRING': callOf('bq_regexp_extract', '1', '1'),
  '(STRING, STRING, INT64) -> STRING': callOf('bq_regexp_extract', '1'),
  '(STRING, STRING, INT64, INT64) -> STRING': callOf('bq_regexp_extract'),
  '(BYTES, BYTES) -> BYTES': callOf('bq_regexp_extract_bytes', '1', '1'),
  '(BYTES, BYTES, INT64) -> BYTES': callOf('bq_regexp_extract_bytes', '1'),
  '(BYTES, BYTES, INT64, INT64) -> BYTES': callOf('bq_regexp_extract_bytes'),
};

export const REGEXP_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('REGEXP_CONTAINS', { '(STRING, STRING) -> BOOL': contains, '(BYTES, BYTES) -> BOOL': template('(bq_regexp_contains_bytes($1, $2) = 1)') }),
  scalar('REGEXP_EXTRACT', EXTRACT),
  scalar('REGEXP_SUBSTR', EXTRACT),
  scalar('REGEXP_EXTRACT_ALL', { '(STRING, STRING) -> ARRAY<STRING>': callOf('bq_regexp_extract_all'), '(BYTES, BYTES) -> ARRAY<BYTES>': callOf('bq_regexp_extract_all_bytes') }),
  scalar('REGEXP_INSTR', {
    '(STRING, STRING) -> INT64': callOf('bq_regexp_instr', '1', '1', '0'),
    '(STRING, STRING, INT64) -> INT64': callOf('bq_regexp_instr', '1', '0'),
    '(STRING, STRING, INT64, INT64) -> INT64': callOf('bq_regexp_instr', '0'),
    '(STRING, STRING, INT64, INT64, INT64) -> INT64': callOf('bq_regexp_instr'),
    '(BYTES, BYTES) -> INT64': callOf('bq_regexp_instr_bytes', '1', '1', '0'),
    '(BYTES, BYTES, INT64) -> INT64': callOf('bq_regexp_instr_bytes', '1', '0'),
    '(BYTES, BYTES, INT64, INT64) -> INT64': callOf('bq_regexp_instr_bytes', '0'),
    '(BYTES, BYTES, INT64, INT64, INT64) -> INT64': callOf('bq_regexp_instr_bytes'),
  }),
  scalar('REGEXP_REPLACE', { '(STRING, STRING, STRING) -> STRING': callOf('bq_regexp_replace'), '(BYTES, BYTES, BYTES) -> BYTES': callOf('bq_regexp_replace_bytes') }),
];

/** DuckDB's own RE2 runs a constant pattern that is known to be right. */
function contains(call: FunctionCall): string {
  const pattern = call.arguments[1]?.literal;
  if (pattern?.kind === 'string' && pattern.text !== undefined && isPattern(pattern.text)) return `regexp_matches(${argumentsOf(call).join(', ')})`;
  return `bq_regexp_contains(${argumentsOf(call).join(', ')})`;
}

function isPattern(text: string): boolean {
  try {
    compilePattern(text);
    return true;
  } catch {
    return false;
  }
}

export const REGEXP_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('regexp_contains', 'VARCHAR, VARCHAR -> BOOLEAN', (text: string, pattern: string) => compilePattern(pattern).test(text)),
  ...textAndBytes('regexp_contains', 'VARCHAR, VARCHAR -> BIGINT', (text: string, pattern: string) => (compilePattern(pattern).test(text) ? 1n : 0n)).slice(1),
  ...textAndBytes('regexp_extract', 'VARCHAR, VARCHAR, BIGINT, BIGINT -> VARCHAR', (text: string, pattern: string, ...where: readonly bigint[]) => {
    const [position = 1n, occurrence = 1n] = where;
    const compiled = compilePattern(pattern);
    checkPlaces(position, occurrence);
    const rest = restOf(text, position);
    if (rest === undefined) return null;
    const group = nth(matchesOf(compiled, rest), occurrence)?.group;
    return group === undefined ? null : rest.slice(group.start, group.end);
  }),
  ...textAndBytes('regexp_extract_all', 'VARCHAR, VARCHAR -> VARCHAR[]', (text: string, pattern: string) =>
    Array.from(matchesOf(compilePattern(pattern), text), ({ group }) => (group === undefined ? '' : text.slice(group.start, group.end))),
  ),
  ...textAndBytes('regexp_instr', 'VARCHAR, VARCHAR, BIGINT, BIGINT, BIGINT -> BIGINT', (text: string, pattern: string, ...where: readonly bigint[]) => {
    const [position = 1n, occurrence = 1n, atEnd = 0n] = where;
    const compiled = compilePattern(pattern);
    checkPlaces(position, occurrence);
    if (atEnd !== 0n && atEnd !== 1n) throw new Error('Occurrence position must be 0 or 1');
    const rest = text === '' ? undefined : restOf(text, position);
    if (rest === undefined || pattern === '') return 0n;
    const group = nth(matchesOf(compiled, rest), occurrence)?.group;
    if (group === undefined) return 0n;
    return BigInt(charactersOf(rest.slice(0, atEnd === 0n ? group.start : group.end)).length) + position;
  }),
  ...textAndBytes('regexp_replace', 'VARCHAR, VARCHAR, VARCHAR -> VARCHAR', replaceAll),
];

function checkPlaces(position: bigint, occurrence: bigint): void {
  if (position <= 0n) throw new Error('Position must be positive');
  if (occurrence <= 0n) throw new Error('Occurrence must be positive');
}

/** The text from a character on, or `undefined` if it lies behind the end. */
function restOf(text: string, position: bigint): string | undefined {
  if (position === 1n) return text;
  const characters = charactersOf(text);
  return position > characters.length ? undefined : sliceOf(characters, countOf(position) - 1);
}

function nth(matches: Iterable<Found>, occurrence: bigint): Found | undefined {
  let n = 0n;
  for (const match of matches) if (++n === occurrence) return match;
  return undefined;
}

function replaceAll(text: string, pattern: string, rewrite: string): string {
  const compiled = compilePattern(pattern);
  checkRewrite(rewrite, compiled.groupCount());
  const matcher = compiled.matcher(text);
  let result = '';
  let at = 0;
  let last = -1;
  while (at <= text.length) {
    if (!findFrom(matcher, at)) return result + text.slice(at);
    const start = matcher.start();
    const end = matcher.end();
    result += text.slice(at, start);
    if (start !== end || start !== last) result += rewritten(rewrite, (group) => matcher.group(group) ?? '');
    at = end;
    last = end;
    if (start !== end) continue;
    if (at >= text.length) break;
    const units = unitsAt(text, at);
    result += text.slice(at, at + units);
    at += units;
  }
  return result;
}

function checkRewrite(rewrite: string, groups: number): void {
  let highest = 0;
  for (const [, next = ''] of rewrite.matchAll(/\\([\s\S]?)/g)) {
    if (next === '') throw new Error("Invalid REGEXP_REPLACE pattern: Rewrite schema error: '\\' not allowed at end.");
    if (next === '\\') continue;
    if (!/\d/.test(next)) throw new Error("Invalid REGEXP_REPLACE pattern: Rewrite schema error: '\\' must be followed by a digit or '\\'.");
    highest = Math.max(highest, Number(next));
  }
  if (highest > groups) throw new Error(`Invalid REGEXP_REPLACE pattern: Rewrite schema requests ${highest} matches, but the regexp only has ${groups} parenthesized subexpressions.`);
}

function rewritten(rewrite: string, group: (n: number) => string): string {
  return rewrite.replace(/\\([\d\\])/g, (_, next: string) => (next === '\\' ? '\\' : group(Number(next))));
}
