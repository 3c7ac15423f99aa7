import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import { notEmulated } from '../sql-error';
import type { Options } from '../syntax/statement';
import { readOptions, textOf } from './read-options';

/** The description that OPTIONS give a column; `undefined` where they give none. @throws SqlError for an option that is not emulated */
export async function describedBy(options: Options, { scope, world }: { scope: StatementScope; world: World }): Promise<string | undefined> {
  const values = await readOptions(options, scope, world);
  for (const [key, { name }] of values) if (key !== 'description') throw notEmulated(`the column option ${name.name}`, name.at);
  return textOf(values.get('description')?.value ?? null);
}
