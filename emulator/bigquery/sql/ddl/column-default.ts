import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { fieldMode } from '../../data/schema';
import { fitToLimits } from '../../type-limits';
import { typeOfField } from '../engine/field-type';
import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import { SqlError } from '../sql-error';
import type { WrittenExpression } from '../syntax/statement';

/**
 * Works a default out once, so that one that could never be written is refused where it is set:
 * https://cloud.google.com/bigquery/docs/default-values#default_value_expressions
 * @throws SqlError for another type, a NULL that a REQUIRED column cannot have, and a name of anything
 * @throws TypeLimitError for a value that the column has no room for
 */
export async function checkDefault(field: TableFieldSchema, { expression }: WrittenExpression, { scope, world }: { scope: StatementScope; world: World }): Promise<void> {
  const { value } = await world.runner.evaluate(expression, { ...scope, variable: () => undefined }, typeOfField(field));
  if (value === null && fieldMode(field) === 'REQUIRED') throw new SqlError(`The default of the REQUIRED column ${field.name} cannot be NULL`, { at: expression.at });
  fitToLimits([value], [field]);
}
