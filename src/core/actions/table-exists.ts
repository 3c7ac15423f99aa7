import { z } from 'zod';
import { table } from '../rules/terms';
import { formatTable, parseTable } from '../table-ref';
import { defineAction } from './action';

/** Asks for a table: `$Response` is true or false for the next action. */
export const tableExistsAction = defineAction({
  name: 'tableExists',
  answers: true,
  request: z.object({ Table: table().describe('The table to ask for.') }).meta({ description: 'Asks whether a table exists: $Response is true or false for the next action.', examples: [{ Table: 'sales.orders' }] }),
  async run({ Table }, { bigquery, defaultProject }) {
    const ref = parseTable(Table, defaultProject);
    const exists = (await bigquery.getTable(ref)) !== undefined;
    return { effect: `${formatTable(ref)} ${exists ? 'exists' : 'does not exist'}`, response: exists };
  },
});
