import { z } from 'zod';
import { DispatchError } from '../errors';
import type { JobResource } from '../job-resource';
import { flag, table, text } from '../rules/terms';
import { formatTable, parseTable, type TableReference } from '../table-ref';
import { defineAction, type ActionContext } from './action';
import { createLike } from './create-like';
import { sourceTable } from './source-table';
import { sqlQuery } from './sql-query';

/** What `PartitionSQL` answers with. */
const PARTITION_COLUMN = 'partition_id';
const PARTITION_ID = /^(?:\d{1,20}|__NULL__|__UNPARTITIONED__)$/;

/** Copies a table, as a whole or partition by partition; replaces the destination unless `Append`. */
export const copyAction = defineAction({
  name: 'copy',
  selfExpanded: { PartitionSQL: (sql) => sql },
  lateVariables: ['PartitionID', 'DollarSign'],
  request: z.object({
    Source: table().optional().describe('The table to read; else that of the job.'),
    Dest: table().describe('The table to write.'),
    Append: flag().optional().meta({ description: 'true: adds to the destination, instead of replacing it.', default: false }),
    Template: table().optional().describe('A table whose schema and partitioning the destination is first created with.'),
    MultiPartition: flag().optional().meta({ description: 'true: copies partition by partition. $PartitionID and $DollarSign may stand in Dest and Source.', default: false }),
    PartitionSQL: text('SQL that returns a column partition_id').optional().describe('SQL whose column partition_id names the partitions to copy, in place of all.'),
  }).meta({ description: 'Copies a table, as a whole or partition by partition.', examples: [{ Dest: 'sales.orders_backup' }] }),
  async run({ Source, Dest, Append, Template, MultiPartition, PartitionSQL }, context) {
    const source = sourceTable(Source, context);
    const partitions = await partitionsToCopy({ source, Dest, MultiPartition, PartitionSQL }, context);
    // A partition can only be copied into a table that has partitions already.
    const like = Template === undefined ? (partitions ? withoutDecorator(source) : undefined) : parseTable(Template, context.defaultProject);
    const steps = partitions?.map((id) => stepFor(id, { source, dest: Dest }, context)) ?? [{ part: undefined, source, dest: parseTable(expandDollar(Dest), context.defaultProject) }];
    refuseCollisions(steps, Append);
    let last: JobResource | undefined;
    for (const { part, source: from, dest } of steps) {
      if (like) await createLike(like, withoutDecorator(dest), context);
      const copy = {
        sourceTable: from,
        destinationTable: dest,
        writeDisposition: Append ? ('WRITE_APPEND' as const) : ('WRITE_TRUNCATE' as const),
        createDisposition: like ? ('CREATE_NEVER' as const) : ('CREATE_IF_NEEDED' as const),
      };
      last = await context.jobs.run({ copy }, { part });
    }
    const what = `${partitions ? `${partitions.length} partitions of ` : ''}${formatTable(source)} to ${placeOf(steps)}`;
    return last || steps.length === 0 ? { effect: `copied ${what}`, job: last } : { effect: `started to copy ${what}` };
  },
});

function placeOf(steps: readonly CopyStep[]): string {
  const [{ dest }] = steps as [CopyStep];
  return formatTable(steps.length === 1 ? dest : withoutDecorator(dest));
}

/** Whether a source asks for one partition itself, `t$20240301`, so that there is nothing to go through. */
function namesPartition({ tableId }: TableReference): boolean {
  return tableId.includes('$') && !tableId.includes('PartitionID');
}

/** Two partitions copied to one place would leave one of them. */
function refuseCollisions(steps: readonly CopyStep[], append: boolean | undefined): void {
  const places = new Set(steps.map(({ dest }) => formatTable(dest)));
  if (append || places.size === steps.length) return;
  throw new DispatchError('INVALID_VALUE', `${steps.length} partitions would replace each other in ${[...places].join(', ')}; nothing was copied`, {
    hint: 'Put $PartitionID into Dest, or Append.',
  });
}

/** `undefined` for a table without partitions, which is copied as a whole, and for a source that is one partition. */
async function partitionsOf(source: TableReference, dest: string, { bigquery }: ActionContext): Promise<readonly string[] | undefined> {
  if (namesPartition(source)) return undefined;
  const partitions = await bigquery.listPartitions(withoutDecorator(source));
  if (partitions.length > 0) return partitions;
  if (!dest.includes('PartitionID')) return undefined;
  throw new DispatchError('INVALID_VALUE', `Dest asks for $PartitionID, and ${formatTable(source)} has no partitions`);
}

/** `undefined` where the table is copied as a whole. */
async function partitionsToCopy(request: { source: TableReference; Dest: string; MultiPartition?: boolean; PartitionSQL?: string }, context: ActionContext): Promise<readonly string[] | undefined> {
  const { source, Dest, MultiPartition, PartitionSQL } = request;
  if (PartitionSQL !== undefined) return partitionsBySql(PartitionSQL, context);
  return MultiPartition ? partitionsOf(source, Dest, context) : undefined;
}

/** The partitions that a query names. */
async function partitionsBySql(sql: string, context: ActionContext): Promise<readonly string[]> {
  const job = await context.jobs.run({ query: sqlQuery(sql, context) }, { part: 'partitions' });
  const result = job?.configuration.query?.destinationTable;
  if (!result) throw new DispatchError('INVALID_VALUE', 'PartitionSQL is no query with a result');
  const partitions = [...new Set(await context.bigquery.readColumn(result, PARTITION_COLUMN))];
  const strange = partitions.find((id) => !PARTITION_ID.test(id));
  if (strange === undefined) return partitions;
  throw new DispatchError('INVALID_VALUE', `PartitionSQL: ${JSON.stringify(strange.slice(0, 100))} is no ID of a partition`);
}

interface CopyStep {
  readonly part: string | undefined;
  readonly source: TableReference;
  readonly dest: TableReference;
}

/** One partition, to the destination that `$PartitionID` and `$DollarSign` say; by default to the same partition. */
function stepFor(id: string, { source, dest }: { source: TableReference; dest: string }, { defaultProject }: ActionContext): CopyStep {
  const expand = (value: string): string => expandDollar(value.replaceAll('${PartitionID}', id).replaceAll('$PartitionID', id));
  const target = parseTable(dest.includes('$') ? expand(dest) : `${dest}$${id}`, defaultProject);
  const tableId = source.tableId.includes('$') ? expand(source.tableId) : `${source.tableId}$${id}`;
  return { part: id, source: { ...source, tableId }, dest: target };
}

function expandDollar(dest: string): string {
  return dest.replaceAll('${DollarSign}', '$').replaceAll('$DollarSign', '$');
}

function withoutDecorator(reference: TableReference): TableReference {
  return { ...reference, tableId: reference.tableId.replace(/\$.*$/, '') };
}
