import type { Type } from 'avsc';
import type { TableFieldSchema } from '../../../../src/core/job-resource';
import type { DecimalChoice } from '../file-table';
import type { Value } from '../row';
import { mapped } from './avro-library';

/** What an Avro type becomes in BigQuery, and how its values are read. */
export interface AvroShape {
  /** A type of BigQuery's; `undefined` for what BigQuery passes over: null, and lists of null. */
  readonly type?: string;
  readonly mode: 'REQUIRED' | 'NULLABLE' | 'REPEATED';
  readonly fields?: readonly TableFieldSchema[];
  /**
   * The library's type, which reads a Value. It holds no name of the file's schema: the library makes code of names and
   * keeps them on plain objects.
   */
  readonly avro: Type;
}

/** Options of a load job that say what types of Avro become. */
export interface AvroReadOptions extends DecimalChoice {
  readonly useAvroLogicalTypes?: boolean;
}

/** A scalar; `read` gets what the library's type reads. */
export function required(type: string, avro: Type, read: (value: never) => Value): AvroShape {
  return { type, mode: 'REQUIRED', avro: mapped(avro, read) };
}
