import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { canonicalType } from '../../data/canonical-type';
import { fieldMode } from '../../data/schema';
import { isReserved } from '../syntax/keywords';

/** A column's type as DDL writes it, with lengths and precisions: `ARRAY<STRUCT<a NUMERIC(5, 2)>>`. */
export function typeText(field: TableFieldSchema): string {
  return fieldMode(field) === 'REPEATED' ? `ARRAY<${singleTypeText(field)}>` : singleTypeText(field);
}

function singleTypeText({ type, fields = [], maxLength, precision, scale }: TableFieldSchema): string {
  const kind = canonicalType(type);
  if (kind === 'STRUCT') return `STRUCT<${fields.map((field) => `${nameText(field.name)} ${typeText(field)}`).join(', ')}>`;
  const parameters = [maxLength ?? precision, scale].filter((parameter) => parameter !== undefined);
  return parameters.length > 0 ? `${kind}(${parameters.join(', ')})` : kind;
}

/** A name, backquoted where it must be. */
export function nameText(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !isReserved(name.toUpperCase()) ? name : `\`${name}\``;
}

/** A STRING literal. */
export function stringText(text: string): string {
  return JSON.stringify(text);
}

const DAY_MS = 86_400_000;

/** An option as INFORMATION_SCHEMA tells it. */
export interface WrittenOption {
  readonly name: string;
  readonly type: string;
  /** As an expression of SQL. */
  readonly value: string;
  /** The same in a DDL statement, where that is shorter. */
  readonly ddl?: string;
}

/** The option `labels`; none where there are no labels. */
export function labelOptions(labels: Readonly<Record<string, string>> = {}): WrittenOption[] {
  const pairs = Object.entries(labels).map(([key, value]) => `(${stringText(key)}, ${stringText(value)})`);
  if (pairs.length === 0) return [];
  return [{ name: 'labels', type: 'ARRAY<STRUCT<STRING, STRING>>', value: `[${pairs.map((pair) => `STRUCT${pair}`).join(', ')}]`, ddl: `[${pairs.join(', ')}]` }];
}

/** An option of a text; none where it is not set. */
export function textOption(name: string, text: string | undefined): WrittenOption[] {
  return text === undefined ? [] : [{ name, type: 'STRING', value: stringText(text) }];
}

/** An option of a time in days; none where it is not set. */
export function daysOption(name: string, millis: string | undefined): WrittenOption[] {
  return millis === undefined ? [] : [{ name, type: 'FLOAT64', value: String(Number(millis) / DAY_MS) }];
}

/** `OPTIONS(…)` on lines of its own; the empty text where there are none. */
export function optionsText(options: readonly WrittenOption[]): string {
  return options.length === 0 ? '' : `\nOPTIONS(\n${options.map(({ name, value, ddl = value }) => `  ${name}=${ddl}`).join(',\n')}\n)`;
}
