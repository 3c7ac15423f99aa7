import type { TableResource, TimePartitioning } from '../../src/core/job-resource';
import type { DatasetDetails } from './dataset';
import { NULL_PARTITION, UNPARTITIONED } from './partition-id';
import type { TableData } from './table-data';

/** Whether a table's time is over. */
export function isExpired({ expirationTime }: TableResource, now: Date): boolean {
  return expirationTime !== undefined && expirationTime !== '0' && Number(expirationTime) <= now.getTime();
}

/** A new table with the lifetimes that its dataset gives to tables and partitions without their own. */
export function withDefaultExpiry(resource: TableResource, details: DatasetDetails, now: Date): TableResource {
  const { timePartitioning, expirationTime, type = 'TABLE' } = resource;
  if (type !== 'TABLE') return resource;
  if (timePartitioning && timePartitioning.expirationMs === undefined && details.defaultPartitionExpirationMs !== undefined) {
    return { ...resource, timePartitioning: { ...timePartitioning, expirationMs: details.defaultPartitionExpirationMs } };
  }
  if (expirationTime !== undefined || details.defaultTableExpirationMs === undefined) return resource;
  return { ...resource, expirationTime: String(now.getTime() + Number(details.defaultTableExpirationMs)) };
}

/** The data without the partitions whose time is over; the same object where there is none. */
export function livingPartitions(data: TableData, partitioning: TimePartitioning | undefined, now: Date): TableData {
  const lifetimeMs = Number(partitioning?.expirationMs ?? 0);
  if (lifetimeMs <= 0) return data;
  const over = [...data.keys()].filter((id) => endOfPartition(id) + lifetimeMs <= now.getTime());
  if (over.length === 0) return data;
  const living = new Map(data);
  for (const id of over) living.delete(id);
  return living;
}

/** When a partition ends, in milliseconds since the epoch; never for those that stand for no time. */
function endOfPartition(id: string): number {
  if (id === NULL_PARTITION || id === UNPARTITIONED) return Infinity;
  const [year, month, day, hour] = [id.slice(0, 4), id.slice(4, 6), id.slice(6, 8), id.slice(8, 10)].map(Number) as [number, number, number, number];
  if (id.length === 4) return Date.UTC(year + 1, 0);
  if (id.length === 6) return Date.UTC(year, month);
  if (id.length === 8) return Date.UTC(year, month - 1, day + 1);
  return Date.UTC(year, month - 1, day, hour + 1);
}
