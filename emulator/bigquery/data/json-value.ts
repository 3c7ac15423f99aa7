import { LosslessNumber, parse as parseLossless, stringify as stringifyLossless } from 'lossless-json';

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

/** The shortest text of what parseJsonText gave. */
export function formatJsonText(value: unknown): string {
  const text = value instanceof LosslessNumber ? value.value : stringifyLossless(value);
  return text ?? 'null';
}

function parseNumber(text: string): number | LosslessNumber {
  const value = Number(text);
  return String(value) === text ? value : new LosslessNumber(text);
}
