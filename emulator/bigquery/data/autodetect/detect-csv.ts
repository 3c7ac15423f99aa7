import type { TableFieldSchema, TableSchema } from '../../../../src/core/job-resource';
import { splitCsvRecords, type CsvDialect } from '../csv-records';
import { fitColumnNames, type CharacterMap } from './column-names';
import { detectText, joinTypes, type DetectedType } from './detected-type';

const SAMPLE_ROWS = 500;
const DELIMITERS = [',', '|', '\t'];

export interface CsvDetection {
  /** `undefined` where no file has a row. */
  readonly schema?: TableSchema;
  readonly fieldDelimiter: string;
  /** The rows that are no data, at the head of each file. */
  readonly skipLeadingRows: number;
}

export interface CsvDetectionOptions {
  /** Guessed where it is not given. */
  readonly fieldDelimiter?: string;
  readonly quote?: string;
  /** 0: there is no header. N: a header is looked for in row N only. */
  readonly skipLeadingRows?: number;
  readonly nullMarkers: readonly string[];
  readonly characterMap: CharacterMap;
}

type Fields = readonly (string | null)[];

/** Guesses columns from the first rows of a file, by https://cloud.google.com/bigquery/docs/schema-detect#csv_header. */
export function detectCsv(text: string, options: CsvDetectionOptions): CsvDetection {
  const { skipLeadingRows: given, nullMarkers } = options;
  const dialect = { quote: options.quote ?? '"', quotedNewlines: true };
  const fieldDelimiter = options.fieldDelimiter ?? guessDelimiter(text, dialect);
  const skipped = Math.max(0, (given ?? 0) - 1);
  const [first, ...others] = sample(text, { ...dialect, delimiter: fieldDelimiter }, skipped);
  if (!first) return { fieldDelimiter, skipLeadingRows: given ?? 0 };

  const width = Math.max(...[first, ...others].map(({ length }) => length));
  const typesOf = (rows: readonly Fields[]): (DetectedType | undefined)[] =>
    Array.from({ length: width }, (_, position) => rows.map((row) => typeOf(row[position] ?? null, nullMarkers)).reduce(joinTypes, undefined));
  const hasHeader = given !== 0 && isHeader(typesOf([first]), typesOf(others));
  if (hasHeader) {
    const names = Array.from({ length: width }, (_, position) => first[position] ?? '');
    return { schema: schemaOf(fitColumnNames(names, options.characterMap), typesOf(others)), fieldDelimiter, skipLeadingRows: skipped + 1 };
  }
  // A row that was to be skipped is skipped, header or not.
  const types = given ? typesOf(others) : typesOf([first, ...others]);
  const names = types.map((type, position) => `${genericName(type)}_field_${position}`);
  return { schema: schemaOf(names, types), fieldDelimiter, skipLeadingRows: given ?? 0 };
}

/** A header is all texts, over columns of which some are not. */
function isHeader(first: readonly (DetectedType | undefined)[], others: readonly (DetectedType | undefined)[]): boolean {
  return first.every((type) => type === 'STRING') && others.some((type) => type !== undefined && type !== 'STRING');
}

function typeOf(field: string | null, nullMarkers: readonly string[]): DetectedType | undefined {
  return field === null || field === '' || nullMarkers.includes(field) ? undefined : detectText(field);
}

function sample(text: string, dialect: CsvDialect, skip: number): Fields[] {
  const rows: Fields[] = [];
  let seen = 0;
  for (const record of splitCsvRecords(text, dialect)) {
    if (seen++ < skip || record.text === '') continue;
    if ('fields' in record) rows.push(record.fields);
    if (rows.length > SAMPLE_ROWS) break;
  }
  return rows;
}

/** The delimiter that cuts the first rows into most fields, and all of them into as many. */
function guessDelimiter(text: string, dialect: Omit<CsvDialect, 'delimiter'>): string {
  const head = text.slice(0, 65_536);
  let best = { delimiter: ',', width: 1 };
  for (const delimiter of DELIMITERS) {
    const widths = sample(head, { ...dialect, delimiter }, 0).slice(0, 10).map(({ length }) => length);
    const width = widths[0] ?? 1;
    if (width > best.width && widths.slice(0, -1).every((other) => other === width)) best = { delimiter, width };
  }
  return best.delimiter;
}

/** Names that tell the type, as in `string_field_0`. */
function genericName(type: DetectedType = 'STRING'): string {
  return GENERIC_NAMES.get(type) ?? type.toLowerCase();
}

const GENERIC_NAMES: ReadonlyMap<DetectedType, string> = new Map([['INTEGER', 'int64'], ['FLOAT', 'double'], ['BOOLEAN', 'bool']]);

function schemaOf(names: readonly string[], types: readonly (DetectedType | undefined)[]): TableSchema {
  return { fields: names.map((name, position): TableFieldSchema => ({ name, type: types[position] ?? 'STRING', mode: 'NULLABLE' })) };
}
