import { LosslessNumber } from 'lossless-json';
import { parseFloat64, parseInt64 } from '../numeric-value';
import { parseDate, parseTime, parseTimestamp } from '../time-value';

/** The types that detection tells apart, by the names that the API gives them. */
export type DetectedType = 'INTEGER' | 'FLOAT' | 'BOOLEAN' | 'TIMESTAMP' | 'DATE' | 'TIME' | 'STRING';

const WHOLE = /^[+-]?\d+$/;

/** What a text looks like. Words such as `yes` and numbers without digits, such as `NaN`, are texts. */
export function detectText(text: string): DetectedType {
  if (/^(true|false)$/i.test(text)) return 'BOOLEAN';
  if (WHOLE.test(text)) return parseInt64(text) === undefined ? 'FLOAT' : 'INTEGER';
  if (/\d/.test(text) && parseFloat64(text) !== undefined) return 'FLOAT';
  if (parseDate(text) !== undefined) return 'DATE';
  if (parseTime(text) !== undefined) return 'TIME';
  if (/[-/]/.test(text) && parseTimestamp(text) !== undefined) return 'TIMESTAMP';
  return 'STRING';
}

/** What a JSON value that is neither null, object nor list looks like; texts are looked into. */
export function detectJson(value: unknown): DetectedType {
  if (typeof value === 'string') return detectText(value);
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (value instanceof LosslessNumber) return WHOLE.test(value.value) && parseInt64(value.value) !== undefined ? 'INTEGER' : 'FLOAT';
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63 ? 'INTEGER' : 'FLOAT';
}

/** The one type that has room for both; `undefined` stands for a column without values so far. */
export function joinTypes(first: DetectedType | undefined, second: DetectedType | undefined): DetectedType | undefined {
  if (first === undefined || first === second) return second;
  if (second === undefined) return first;
  const numbers = [first, second].every((type) => type === 'INTEGER' || type === 'FLOAT');
  return numbers ? 'FLOAT' : 'STRING';
}
