import { LosslessNumber, parse as parseLossless } from 'lossless-json';

/** A run of digits that a JavaScript number may fail to hold. */
const LONG_NUMBER = /\d{16}/;

/**
 * The value of a JSON text. Numbers that a JavaScript number would change become a LosslessNumber.
 * Of a key that comes twice, the last value counts.
 * @throws SyntaxError if the text is no JSON.
 */
export function parseJsonText(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as unknown;
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

function parseNumber(text: string): number | LosslessNumber {
  const value = Number(text);
  return String(value) === text ? value : new LosslessNumber(text);
}
