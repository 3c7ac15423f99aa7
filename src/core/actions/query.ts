import { z } from 'zod';
import { exactlyOne, flag, gsUrl, table, text } from '../rules/terms';
import { expandSql } from '../sql-text';
import { formatTable, parseTable } from '../table-ref';
import { defineAction } from './action';
import { createLike } from './create-like';
import { readText } from './read-text';
import { sqlQuery } from './sql-query';

/** Runs SQL; with `Dest` its rows replace those of the table unless `Append`. DML takes no destination. */
export const queryAction = defineAction({
  name: 'query',
  selfExpanded: { SQL: expandSql },
  request: exactlyOne(z.object({
    SQL: text('a text with SQL').optional().meta({ description: 'The SQL. Variables stand within quotes, as tables, or as query parameters.', examples: ['SELECT *, @JobID AS job FROM $DestTable'] }),
    SQLURL: gsUrl('the gs:// URL of a file with SQL').optional().describe('A file with the SQL.'),
    Dest: table().optional().describe('The table whose rows are replaced. DML and DDL take none.'),
    Append: flag().optional().meta({ description: 'true: adds to Dest instead.', default: false }),
    UseLegacy: flag().optional().meta({ description: 'true: legacy SQL.', default: false }),
    DatasetID: text('a dataset, [project:]dataset').optional().describe('Where tables without a dataset lie, [project:]dataset.'),
    Template: table().optional().describe('A table whose schema and partitioning Dest is first created with.'),
  }), ['SQL', 'SQLURL']).meta({ description: 'Runs SQL, and writes its rows to a table where one is given.', examples: [{ SQL: 'SELECT * FROM $DestTable WHERE price > 0', Dest: 'sales.clean' }] }),
  async run({ SQL, SQLURL, Dest, Append, UseLegacy, DatasetID, Template }, context) {
    const sql = SQL ?? (await readText('SQLURL', SQLURL ?? '', context));
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

/** `dataset`, `project:dataset` or `project.dataset`. */
function datasetOf(name: string, defaultProject: string): { projectId: string; datasetId: string } {
  const { projectId, datasetId } = parseTable(`${name}.t`, defaultProject);
  return { projectId, datasetId };
}
