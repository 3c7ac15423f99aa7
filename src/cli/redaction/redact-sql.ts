import type { Pseudonyms } from './pseudonyms';

/**
 * Comments; what begins a literal or a name in back-ticks; words, with the dashes of a project and the parts of a path behind
 * them, so that `my-project-1.raw.2024_orders` keeps its digits; numbers.
 */
const PART =
  /(?<comment>--[^\r\n]*|#[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$))|(?<open>\b(?:rb|br|r|b)(?='|")|(?='|"|`))(?<quote>'''|"""|'|"|`)|(?<word>[\p{L}_][\p{L}\p{N}_]*(?:(?:-[\p{L}\p{N}_]+){1,30}(?=[.:][\p{L}_`]))?(?:\.[\p{L}\p{N}_]+|:[\p{L}_][\p{L}\p{N}_]*)*)|(?<number>0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)/giu;

/** What stays although it stands in a literal. */
export interface KeptInSql {
  /** Whether a whole literal, or what a comment says, stays. */
  readonly isKept?: (literal: string) => boolean;
  /** Texts that stay within a literal, the longest first. */
  readonly runs?: readonly string[];
}

/**
 * SQL without what its literals and comments say. Tables, columns and all other names stay, as rules match on them.
 */
export function redactSql(sql: string, pseudonyms: Pseudonyms, { isKept = () => false, runs = [] }: KeptInSql = {}): string {
  let redacted = '';
  let at = 0;
  PART.lastIndex = 0;
  for (let found = PART.exec(sql); found; found = PART.exec(sql)) {
    redacted += sql.slice(at, found.index);
    const { comment, open = '', quote, number } = found.groups ?? {};
    at = PART.lastIndex;
    if (comment !== undefined) redacted += isKept(contentOf(comment)) ? comment : withoutContent(comment);
    else if (number !== undefined) redacted += isKept(number) ? number : redactNumber(number, pseudonyms);
    else if (quote === undefined) redacted += found[0];
    else {
      const end = endOf(sql, at, quote);
      const content = sql.slice(at, end);
      const isName = quote === '`' && sql.startsWith(quote, end);
      redacted += `${open}${quote}${isName || isKept(content) ? content : redactLiteral(content, pseudonyms, runs)}${quote}`;
      at = PART.lastIndex = Math.min(sql.length, end + quote.length);
    }
  }
  return redacted + sql.slice(at);
}

function withoutContent(comment: string): string {
  return comment.startsWith('/*') ? '/**/' : '';
}

/** A comment without the signs around it. */
function contentOf(comment: string): string {
  return comment.replace(/^(?:--|#|\/\/|\/\*)/, '').replace(/\*\/$/, '').trim();
}

/** All but the runs, and what tells nothing: an empty text, the wildcards of LIKE, slashes. */
function redactLiteral(content: string, pseudonyms: Pseudonyms, runs: readonly string[]): string {
  let redacted = '';
  for (let at = 0; ; ) {
    const next = nextRun(content, at, runs);
    const other = content.slice(at, next?.at);
    redacted += /^[^\p{L}\p{N}]*$/u.test(other) ? other : pseudonyms.of(other);
    if (!next) return redacted;
    redacted += next.run;
    at = next.at + next.run.length;
  }
}

/** The first one; of several that begin there the longest. */
function nextRun(content: string, from: number, runs: readonly string[]): { at: number; run: string } | undefined {
  let first: { at: number; run: string } | undefined;
  for (const run of runs) {
    const at = content.indexOf(run, from);
    if (at >= 0 && (!first || at < first.at)) first = { at, run };
  }
  return first;
}

/** A number of the same form; 0 and 1 tell nothing. */
function redactNumber(number: string, pseudonyms: Pseudonyms): string {
  if (/^[01]$/.test(number)) return number;
  if (/^0x/i.test(number)) return `0x${pseudonyms.digits(number, number.length - 2)}`;
  const [, digits = '', exponent = ''] = /^([\d.]+)(.*)$/.exec(number) ?? [];
  return digits.replace(/\d+/g, (some, at: number) => pseudonyms.digits(`${number}@${at}`, some.length)) + exponent;
}

/**
 * Where the closing quote stands. A literal that does not end reaches to the end of the text; so does one of a single line
 * that meets a line break, as nobody can tell what is inside and outside from there on.
 */
function endOf(sql: string, opened: number, quote: string): number {
  for (let at = opened; at < sql.length; at++) {
    if (sql[at] === '\\') at++;
    else if (sql.startsWith(quote, at)) return at;
    else if (quote.length === 1 && (sql[at] === '\n' || sql[at] === '\r')) return sql.length;
  }
  return sql.length;
}
