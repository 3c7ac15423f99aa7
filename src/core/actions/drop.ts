import { z } from 'zod';
import { table } from '../rules/terms';
import { formatTable, parseTable } from '../table-ref';
import { defineAction } from './action';

/** Deletes a table; one that is missing is fine. */
export const dropAction = defineAction({
  name: 'drop',
  request: z.object({ Table: table().describe('A table or view; one that is not there is fine.') }).meta({ description: 'Deletes a table or view.', examples: [{ Table: 'sales.orders_staging' }] }),
  async run({ Table }, { bigquery, defaultProject }) {
    const ref = parseTable(Table, defaultProject);
    const dropped = await bigquery.deleteTable(ref);
    return { effect: dropped ? `dropped ${formatTable(ref)}` : `${formatTable(ref)} is not there` };
  },
});
