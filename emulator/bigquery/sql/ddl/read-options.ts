import type { Value } from '../../data/row';
import type { World } from '../engine/world';
import type { StatementScope } from '../engine/statement-scope';
import { notEmulated, SqlError } from '../sql-error';
import type { Identifier } from '../syntax/tree';
import type { Options } from '../syntax/statement';
import { microsOf } from '../engine/epoch';

/** The values of OPTIONS(…) by their names in lower case. */
export type OptionValues = ReadonlyMap<string, { readonly value: Value; readonly name: Identifier }>;

export async function readOptions(options: Options, scope: StatementScope, { runner }: Pick<World, 'runner'>): Promise<OptionValues> {
  const values = new Map<string, { value: Value; name: Identifier }>();
  for (const { name, value } of options) {
    const key = name.name.toLowerCase();
    if (values.has(key)) throw new SqlError(`Duplicate option specified for '${name.name}'`, { at: name.at });
    values.set(key, { name, value: (await runner.evaluate(value, scope)).value });
  }
  return values;
}

/** Options as fields of a resource; null removes one. @param known how each option that is emulated becomes fields */
export function fieldsOf<T extends object>(options: OptionValues, known: ReadonlyMap<string, (value: Value) => Partial<T>>, of: string): Partial<T> {
  let fields: Partial<T> = {};
  for (const [key, { name, value }] of options) {
    const read = known.get(key);
    if (!read) throw notEmulated(`the ${of} option ${name.name}`, name.at);
    fields = { ...fields, ...read(value) };
  }
  return fields;
}

/** Labels as SQL writes them: [('key', 'value')]. */
export function labelsOf(value: Value): Record<string, string> | undefined {
  if (value === null) return undefined;
  return Object.fromEntries((value as readonly (readonly string[])[]).map(([key = '', text = '']) => [key, text]));
}

export function textOf(value: Value): string | undefined {
  return value === null ? undefined : String(value);
}

/** A TIMESTAMP as milliseconds since the epoch. */
export function millisOf(value: Value): string | undefined {
  return value === null ? undefined : String(microsOf(value as string) / 1000n);
}

/** Days, whole or not, as milliseconds. */
export function daysInMillis(value: Value): string | undefined {
  return value === null ? undefined : String(Math.round(Number(value) * 86_400_000));
}
