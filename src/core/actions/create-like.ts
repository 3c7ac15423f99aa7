import { DispatchError, hasCode } from '../errors';
import { formatTable, type TableReference } from '../table-ref';
import type { ActionContext } from './action';

/** Creates the destination with the schema and partitioning of the template; one that exists is left as it is. */
export async function createLike(template: TableReference, dest: TableReference, { bigquery }: ActionContext): Promise<void> {
  if (await bigquery.getTable(dest)) return;
  const like = await bigquery.getTable(template);
  if (!like) throw new DispatchError('NOT_FOUND', `the Template ${formatTable(template)} does not exist`);
  const { schema, timePartitioning, clustering } = like;
  try {
    await bigquery.createTable({ tableReference: dest, schema, timePartitioning, clustering });
  } catch (error) {
    if (!hasCode(error, 'ALREADY_EXISTS')) throw error;
  }
}
