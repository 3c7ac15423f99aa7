import type { TableFieldSchema } from '../../../../src/core/job-resource';
import type { DecimalChoice } from '../file-table';
import type { Value } from '../row';
import type { AvroCursor } from './avro-cursor';

/** What an Avro type becomes in BigQuery, and how its values are read. */
export interface AvroShape {
  /** A type of BigQuery's; `undefined` for what BigQuery passes over: null, and lists of null. */
  readonly type?: string;
  readonly mode: 'REQUIRED' | 'NULLABLE' | 'REPEATED';
  readonly fields?: readonly TableFieldSchema[];
  readonly read: (cursor: AvroCursor) => Value;
}

/** Options of a load job that say what types of Avro become. */
export interface AvroReadOptions extends DecimalChoice {
  readonly useAvroLogicalTypes?: boolean;
}

export function required(type: string, read: AvroShape['read']): AvroShape {
  return { type, mode: 'REQUIRED', read };
}
