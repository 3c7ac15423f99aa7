import type { Pseudonyms } from './pseudonyms';

/**
 * Comments; what begins a literal or a name in back-ticks; words, with the dashes of a project and the parts of a path behind
 * them, so that `my-project-1.raw.2024_orders` keeps its digits; numbers.
 */
const PART =
  /(?<comment>--[^\r\n]*|#[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$))|(?<open>\b(?:rb|br|r|b)(?='|")|(?='|"|`))(?<quote>'''|"""|'|"|`)|(?<word>[\p{L}_][\p{L}\p{N}_]*(?:(?:-[\p{L}\p{N}_]+){1,30}(?=[.:][\p{L}_`]))?(?:\.[\p{L}\p{N}_]+|:[\p{L}_][\p{L}\p{N}_]*)*)|(?<number>0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)/giu;

/**
 * SQL without what its literals and comments say. Tables, columns and all other names stay, as rules match on them.
 * @param isKept whether a literal, or what a comment says, stays
 */
export function redactSql(sql: string, pseudonyms: Pseudonyms, isKept: (literal: string) => boolean = () => false): string {
  let redacted = '';
  let at = 0;
  PART.lastIndex = 0;
  for (let found = PART.exec(sql); found; found = PART.exec(sql)) {
    redacted += sql.slice(at, found.index);
    const { comment, open = '', quote, number } = found.groups ?? {};
    at = PART.lastIndex;
    if (comment !== undefined) redacted += isKept(contentOf(comment)) ? comment : comment.startsWith('/*') ? '/**/' : '';
    else if (number !== undefined) redacted += isKept(number) ? number : redactNumber(number, pseudonyms);
    else if (quote === undefined) redacted += found[0];
    else {
      const end = endOf(sql, at, quote);
      const content = sql.slice(at, end);
      const isName = quote === '`' && sql.startsWith(quote, end);
      redacted += `${open}${quote}${isName || tellsNothing(content) || isKept(content) ? content : pseudonyms.of(content)}${quote}`;
      at = PART.lastIndex = Math.min(sql.length, end + quote.length);
    }
  }
  return redacted + sql.slice(at);
}

/** A comment without the signs around it. */
function contentOf(comment: string): string {
  return comment.replace(/^(?:--|#|\/\/|\/\*)/, '').replace(/\*\/$/, '').trim();
}

/** An empty text and the wildcards of LIKE. */
function tellsNothing(content: string): boolean {
  return /^[%_]*$/.test(content);
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
