import { z } from 'zod';
import { DispatchError } from '../errors';
import { formatGsUrl, parseGsUrl } from '../gs-url';
import { flag, gsUrl, table, text } from '../rules/terms';
import { expandSql } from '../sql-text';
import { formatTable, parseTable } from '../table-ref';
import { defineAction, type ActionContext } from './action';
import { createLike } from './create-like';
import { sqlQuery } from './sql-query';

/** Runs SQL; with `Dest` its rows replace those of the table unless `Append`. DML takes no destination. */
export const queryAction = defineAction({
  name: 'query',
  sqlFields: ['SQL'],
  request: z
    .object({
      SQL: text('a text with SQL').optional(),
      SQLURL: gsUrl('the gs:// URL of a file with SQL').optional(),
      Dest: table().optional(),
      Append: flag().optional(),
      UseLegacy: flag().optional(),
      DatasetID: text('a dataset, [project:]dataset').optional(),
      Template: table().optional(),
    })
    .refine(({ SQL, SQLURL }) => (SQL === undefined) !== (SQLURL === undefined), { error: 'either SQL or SQLURL' }),
  async run({ SQL, SQLURL, Dest, Append, UseLegacy, DatasetID, Template }, context) {
    const sql = SQL ?? (await readSql(SQLURL ?? '', context));
    const dest = Dest === undefined ? undefined : parseTable(Dest, context.defaultProject);
    if (dest && Template !== undefined) await createLike(parseTable(Template, context.defaultProject), dest, context);
    const query = {
      ...(UseLegacy ? { query: expandSql(sql, context.variables), useLegacySql: true } : sqlQuery(sql, context)),
      ...(DatasetID !== undefined && { defaultDataset: datasetOf(DatasetID, context.defaultProject) }),
      ...(dest && { destinationTable: dest, writeDisposition: Append ? ('WRITE_APPEND' as const) : ('WRITE_TRUNCATE' as const), createDisposition: 'CREATE_IF_NEEDED' as const }),
    };
    const job = await context.jobs.run({ query });
    const where = dest ? ` into ${formatTable(dest)}` : '';
    return job ? { effect: `ran a query${where}`, job } : { effect: `started a query${where}` };
  },
});

async function readSql(url: string, { objects }: ActionContext): Promise<string> {
  const file = await objects.read(parseGsUrl(url));
  if (!file) throw new DispatchError('SOURCE_MISSING', `SQLURL: there is no object ${formatGsUrl(parseGsUrl(url))}`);
  return new TextDecoder().decode(file.bytes);
}

/** `dataset`, `project:dataset` or `project.dataset`. */
function datasetOf(name: string, defaultProject: string): { projectId: string; datasetId: string } {
  const { projectId, datasetId } = parseTable(`${name}.t`, defaultProject);
  return { projectId, datasetId };
}
