import type { CharacterMap } from './data/autodetect/column-names';
import type { CsvReadOptions } from './data/csv';
import type { FileTable } from './data/file-table';
import type { ParquetReadOptions } from './data/parquet/parquet-shape';
import type { Encoding } from './data/text-encoding';
import type { SourceFile } from './source-files';

/** How the files of a load job are read. */
export interface FileFormat extends CsvReadOptions {
  readonly sourceFormat: 'CSV' | 'NEWLINE_DELIMITED_JSON' | 'AVRO' | 'PARQUET';
  readonly maxBadRecords: number;
  readonly encoding: Encoding;
  readonly autodetect?: boolean;
  readonly characterMap?: CharacterMap;
  readonly useAvroLogicalTypes?: boolean;
  readonly decimalTargetTypes?: readonly string[];
  readonly parquet: ParquetReadOptions;
}

/** Rows of one file, in the layout of its schema. */
export interface LoadedFile extends FileTable {
  readonly file: SourceFile;
}
