import type { Pseudonyms } from './pseudonyms';

/**
 * Comments, what begins a literal or a name in back-ticks, words, and numbers. Words come before numbers, so that `orders_1`
 * keeps its digit.
 */
const PART = /(?<comment>--[^\n]*|#[^\n]*|\/\*[^]*?(?:\*\/|$))|(?<open>\b(?:rb|br|r|b)(?='|")|(?='|"|`))(?<quote>'''|"""|'|"|`)|(?<word>[A-Za-z_]\w*)|(?<number>(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?))/gi;

/**
 * SQL without what its literals and comments say. Tables, columns and all other names stay, as rules match on them. A
 * literal that does not end is taken to reach to the end of the text.
 */
export function redactSql(sql: string, pseudonyms: Pseudonyms): string {
  let redacted = '';
  let at = 0;
  PART.lastIndex = 0;
  for (let found = PART.exec(sql); found; found = PART.exec(sql)) {
    redacted += sql.slice(at, found.index);
    const { comment, open = '', quote, number } = found.groups ?? {};
    at = PART.lastIndex;
    if (comment !== undefined) redacted += comment.startsWith('/*') ? '/**/' : '';
    else if (number !== undefined) redacted += redactNumber(number, pseudonyms);
    else if (quote === undefined) redacted += found[0];
    else {
      at = endOf(sql, PART.lastIndex, quote);
      redacted += quote === '`' ? sql.slice(found.index, at) : `${open}${quote}${redactLiteral(sql.slice(PART.lastIndex, at - quote.length), pseudonyms)}${quote}`;
      PART.lastIndex = at;
    }
  }
  return redacted + sql.slice(at);
}

/** An empty text and the wildcards of LIKE tell nothing. */
function redactLiteral(content: string, pseudonyms: Pseudonyms): string {
  return /^%*$/.test(content) ? content : pseudonyms.of(content);
}

/** A number of the same form; 0 and 1 tell nothing. */
function redactNumber(number: string, pseudonyms: Pseudonyms): string {
  if (/^[01]$/.test(number)) return number;
  if (/^0x/i.test(number)) return `0x${pseudonyms.digits(number, number.length - 2)}`;
  return number.replace(/\d+/g, (digits, at: number) => (at === 0 || number.startsWith('.') || !/[eE][+-]?$/.test(number.slice(0, at)) ? pseudonyms.digits(`${number}@${at}`, digits.length) : digits));
}

/** Just behind the closing quote, or where it would be behind the end. */
function endOf(sql: string, opened: number, quote: string): number {
  for (let at = opened; at < sql.length; at++) {
    if (sql[at] === '\\') at++;
    else if (sql.startsWith(quote, at)) return at + quote.length;
  }
  return sql.length + quote.length;
}
