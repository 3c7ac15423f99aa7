import type { TimePartitioning } from '../../src/core/job-resource';
import { invalid } from './job-error';
import { checkDestinationPartition, type Destination } from './job-tables';
import { describePartitioning, partitionIdOf } from './partition-id';
import { createRowSet, joinRowSets } from './row-set';
import { flattenData, joinData, NO_DATA, WHOLE, type TableData } from './table-data';

/** Rows on their way into a table. */
export interface Arrival {
  readonly data: TableData;
  /** How the arriving rows are kept. */
  readonly from?: TimePartitioning;
  /** How the destination keeps its rows. */
  readonly to?: TimePartitioning;
}

/**
 * The destination's rows after the arrival. A named partition is written alone.
 * @throws JobError invalid where the two are partitioned in ways that do not fit
 */
export function placeData(destination: Destination, arrival: Arrival, options: { truncate: boolean; now: Date }): TableData {
  const { partition, table } = destination;
  const standing = table?.data ?? NO_DATA;
  checkDestinationPartition(destination, arrival.to);
  const data = partition === undefined ? rearrange(arrival, options.now) : intoPartition(arrival, partition);
  if (!options.truncate) return joinData(standing, data);
  if (partition === undefined) return data;
  const rest = new Map(standing);
  rest.delete(partition);
  return joinData(rest, data);
}

function rearrange({ data, from, to }: Arrival, now: Date): TableData {
  if (describePartitioning(from) === describePartitioning(to)) return data;
  if (data.size === 0) return data;
  const rows = flattenData(data);
  if (!to) return new Map([[WHOLE, rows]]);
  if (from || to.field) throw incompatible(to, from);
  return new Map([[partitionIdOf(now.toISOString(), to), rows]]);
}

function intoPartition({ data, from, to }: Arrival, partition: string): TableData {
  if (data.size === 0) return data;
  if (to?.field) {
    if (describePartitioning(from) !== describePartitioning(to)) throw incompatible(to, from);
    if ([...data.keys()].some((id) => id !== partition)) {
      throw invalid(`Some rows belong to different partitions rather than destination partition ${partition}`);
    }
    return data;
  }
  return new Map([[partition, [...data.values()].reduce(joinRowSets, createRowSet([], { fields: [] }))]]);
}

/** Two ways of partitioning that do not go together, in BigQuery's words. */
export function incompatible(expected: TimePartitioning | undefined, found: TimePartitioning | undefined): Error {
  return invalid(
    `Incompatible table partitioning specification. Expects partitioning specification ${describePartitioning(expected)}, ` +
      `but input partitioning specification is ${describePartitioning(found)}`,
  );
}
