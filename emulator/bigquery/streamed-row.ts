import type { ErrorProto, TableSchema } from '../../src/core/job-resource';
import { columnSetFor } from './data/column';
import { rowFromJson } from './data/ndjson-row';
import type { Row } from './data/row';
import { RowError } from './data/row-error';
import { fitToLimits, TypeLimitError } from './type-limits';

/** The row that streamed JSON stands for, or why it cannot be one. */
export type StreamedRow = { readonly row: Row } | { readonly error: ErrorProto };

/** @param schema columns that the row may leave out because they have a default are not REQUIRED in it */
export function readStreamedRow(json: unknown, schema: TableSchema, ignoreUnknownValues: boolean): StreamedRow {
  try {
    return { row: fitToLimits(rowFromJson(json ?? {}, columnSetFor(schema), { ignoreUnknownValues, jsonAsText: true }), schema.fields) };
  } catch (thrown) {
    if (thrown instanceof TypeLimitError) return { error: { reason: 'invalid', location: thrown.field, debugInfo: '', message: thrown.message } };
    if (!(thrown instanceof RowError)) throw thrown;
    return { error: errorOf(thrown.message) };
  }
}

/** How an insert says what a load job says in other words: the form, its message, and which group holds the field. */
const FORMS: readonly [form: RegExp, message: (groups: readonly string[]) => string, field: number][] = [
  [/^No such field: (.*)\.$/s, ([, field]) => `no such field: ${field}.`, 1],
  [/^Missing required field: (.*)\.$/s, ([, field]) => `Missing required field: ${field}.`, 1],
  [/^Could not convert value to (\w+)\. Field: (.*); Value: (.*)$/s, ([, word, , value]) => conversionMessage(word ?? '', value ?? ''), 2],
  [/^Array specified for non-repeated field: (.*)\.$/s, ([, field]) => `Array specified for non-repeated field: ${field}.`, 1],
  [/^JSON object specified for non-record field: (.*)\.$/s, ([, field]) => `This field: ${field} is not a record.`, 1],
  [/^Repeated field must be imported as a JSON array\. Field: (.*)\.$/s, () => 'Repeated value added outside of an array.', 1],
  [/^Only optional fields can be set to NULL\. Field: (.*); Value: NULL$/s, () => 'Only optional fields can be set to NULL', 1],
];

function errorOf(text: string): ErrorProto {
  for (const [form, message, field] of FORMS) {
    const groups = form.exec(text);
    if (groups) return { reason: 'invalid', location: groups[field] ?? '', debugInfo: '', message: message(groups) };
  }
  return { reason: 'invalid', location: '', debugInfo: '', message: text };
}

function conversionMessage(word: string, value: string): string {
  if (word === 'timestamp') {
    return `Could not parse '${value}' as TIMESTAMP. Required format is YYYY-MM-DD HH:MM[:SS[.SSSSSS]] or YYYY/MM/DD HH:MM[:SS[.SSSSSS]]`;
  }
  return `Cannot convert value to ${word} (bad value): ${value}`;
}
