import { CsvError, parse, type Options } from 'csv-parse/sync';
import { splitLines, type TextLine } from './text-lines';

/** How the fields of a CSV file are told apart. An empty quote means that none is used. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly quotedNewlines: boolean;
}

/** A record's fields, or why it has none. An empty field without quotes is `null`. */
export type CsvRecord = RecordText & ({ readonly fields: readonly (string | null)[] } | { readonly error: string });

interface RecordText {
  /** The number of its first line, from 1. */
  readonly line: number;
  /** Where it starts in the file, in UTF-16 units. */
  readonly start: number;
  readonly text: string;
}

const BLOCK_SIZE = 1000;

/** The records of a CSV file. A broken one does not touch the others; an empty line is a record of one empty field. */
export function* splitCsvRecords(text: string, dialect: CsvDialect): Iterable<CsvRecord> {
  let block: RecordText[] = [];
  for (const record of recordTexts(text, dialect)) {
    if (record.text !== '') block.push(record);
    if (record.text === '' || block.length === BLOCK_SIZE) {
      yield* parseBlock(block, dialect);
      block = [];
    }
    if (record.text === '') yield { ...record, fields: [null] };
  }
  yield* parseBlock(block, dialect);
}

function recordTexts(text: string, dialect: CsvDialect): readonly RecordText[] {
  const lines = [...splitLines(text)];
  if (!dialect.quotedNewlines || dialect.quote === '') return lines.map(fromLine);
  return joinQuotedLines(text, lines, dialect.quote);
}

/** Joins lines until each quote that opens is closed. A quote that is never closed keeps to its own line. */
function joinQuotedLines(text: string, lines: readonly TextLine[], quote: string): readonly RecordText[] {
  const openLines = lines.flatMap((line, index) => (hasOpenQuote(line.text, quote) ? [index] : []));
  const records: RecordText[] = [];
  let nextOpen = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index]!;
    const closing = openLines[nextOpen] === index ? openLines[nextOpen + 1] : undefined;
    if (openLines[nextOpen] === index) nextOpen += closing === undefined ? 1 : 2;
    if (closing === undefined) {
      records.push(fromLine(first));
    } else {
      const last = lines[closing]!;
      records.push({ line: first.number, start: first.start, text: text.slice(first.start, last.start + last.text.length) });
      index = closing;
    }
  }
  return records;
}

function hasOpenQuote(text: string, quote: string): boolean {
  let open = false;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) open = !open;
  return open;
}

function fromLine(line: TextLine): RecordText {
  return { line: line.number, start: line.start, text: line.text };
}

/** Parses many records in one go; where that fails, halves the block until the broken record stands alone. */
function* parseBlock(block: readonly RecordText[], dialect: CsvDialect): Iterable<CsvRecord> {
  if (block.length === 0) return;
  if (block.length === 1) {
    yield* parseSingle(block[0]!, dialect);
    return;
  }
  const parsed = tryParse(block.map((record) => record.text).join('\n'), dialect);
  if (!(parsed instanceof CsvError) && parsed.length === block.length) {
    for (const [index, record] of block.entries()) yield { ...record, fields: markEmptyFields(parsed[index]!, record.text, dialect) };
    return;
  }
  const middle = block.length >> 1;
  yield* parseBlock(block.slice(0, middle), dialect);
  yield* parseBlock(block.slice(middle), dialect);
}

function* parseSingle(record: RecordText, dialect: CsvDialect): Iterable<CsvRecord> {
  let parsed = tryParse(record.text, dialect);
  if (isQuoteInsideField(parsed)) parsed = tryParse(record.text, dialect, { relax_quotes: true });
  if (!(parsed instanceof CsvError) && parsed.length === 1) {
    yield { ...record, fields: markEmptyFields(parsed[0]!, record.text, dialect) };
  } else if (dialect.quotedNewlines && record.text.includes('\n')) {
    yield* parseBlock([...splitLines(record.text)].filter((line) => line.text !== '').map((line) => placeInFile(line, record)), dialect);
  } else {
    yield { ...record, error: describeFault(parsed) };
  }
}

function placeInFile(line: TextLine, record: RecordText): RecordText {
  return { line: record.line + line.number - 1, start: record.start + line.start, text: line.text };
}

/** Empty fields without quotes become `null`. The parser does not say which those are, so each field is sought in the text. */
function markEmptyFields(fields: readonly string[], text: string, dialect: CsvDialect): readonly (string | null)[] {
  if (!fields.includes('')) return fields;
  const { delimiter, quote } = dialect;
  let start = 0;
  return fields.map((field) => {
    const quoted = quote !== '' && text.startsWith(quote, start);
    const doubledQuotes = quoted && field.includes(quote) ? field.split(quote).length - 1 : 0;
    start += field.length + (quoted ? 2 : 0) + doubledQuotes + delimiter.length;
    return field === '' && !quoted ? null : field;
  });
}

function tryParse(text: string, dialect: CsvDialect, more: Options = {}): string[][] | CsvError {
  const quote = dialect.quote === '' ? null : dialect.quote;
  const options: Options = { delimiter: dialect.delimiter, quote, escape: quote ?? false, record_delimiter: '\n', relax_column_count: true };
  try {
    return parse(text, { ...options, ...more });
  } catch (thrown) {
    if (thrown instanceof CsvError) return thrown;
    throw thrown;
  }
}

function isQuoteInsideField(parsed: string[][] | CsvError): boolean {
  return parsed instanceof CsvError && parsed.code === 'INVALID_OPENING_QUOTE';
}

function describeFault(parsed: string[][] | CsvError): string {
  return parsed instanceof CsvError && parsed.code === 'CSV_INVALID_CLOSING_QUOTE'
    ? 'Data between close quote character (") and field separator.'
    : 'Missing close quote character (").';
}
