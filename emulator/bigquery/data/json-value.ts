import { LosslessNumber, parse as parseLossless } from 'lossless-json';

/** A run of digits that a JavaScript number may fail to hold, or a FLOAT64 that it would print as an INT64. */
const SPECIAL_NUMBER = /\d{16}|\d\.0+(?!\d)|\d[eE][+-]?\d/;

/**
 * The value of a JSON text. Numbers that a JavaScript number would change become a LosslessNumber.
 * Of a key that comes twice, the last value counts.
 * @throws SyntaxError if the text is no JSON.
 */
export function parseJsonText(text: string): unknown {
  if (!SPECIAL_NUMBER.test(text)) return JSON.parse(text) as unknown;
  return parseLossless(text, null, { parseNumber, onDuplicateKey: ({ newValue }) => newValue });
}

/** The shortest text of what parseJsonText gave. Keys are sorted, as in every JSON value of BigQuery. */
export function formatJsonText(value: unknown): string {
  if (value instanceof LosslessNumber) return value.value;
  if (Array.isArray(value)) return `[${value.map(formatJsonText).join(',')}]`;
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${formatJsonText(member)}`).join(',')}}`;
}

/** A FLOAT64 without a fraction is printed with `.0`, so that it stays one. */
function parseNumber(text: string): number | LosslessNumber {
  const value = Number(text);
  const printed = Object.is(value, -0) ? '-0' : String(value);
  if (printed === text) return value;
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').length;
  if (!/[.e]/i.test(text) || digits > 15 || Math.abs(value) >= 1e15) return new LosslessNumber(text);
  return Number.isInteger(value) ? new LosslessNumber(`${printed}.0`) : value;
}
