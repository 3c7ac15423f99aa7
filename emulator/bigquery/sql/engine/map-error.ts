import { SqlError } from '../sql-error';

/** What DuckDB says of its own, and what BigQuery says of the same. */
const WORDINGS: readonly { readonly pattern: RegExp; readonly message: (match: RegExpExecArray) => string }[] = [
  { pattern: /^Out of Range Error: Overflow in (addition|subtraction|multiplication) of INT64 \((-?\d+) ([-+*]) (-?\d+)\)/, message: ([, , a, sign, b]) => `int64 overflow: ${a} ${sign} ${b}` },
  { pattern: /^Out of Range Error: Overflow in (?:SUM|HUGEINT|negation|sum)/i, message: () => 'int64 overflow' },
  { pattern: /^(?:Conversion|Out of Range|Invalid Input) Error: (?:Type HUGEINT|Could not cast value|Casting value).*(?:INT64|BIGINT)/, message: () => 'int64 overflow' },
  { pattern: /^(?:Conversion|Out of Range|Invalid Input) Error: .*DECIMAL\(38,\s*9\)/, message: () => 'numeric overflow' },
  { pattern: /^Out of Range Error: Overflow in (addition|subtraction|multiplication) of DECIMAL/, message: () => 'numeric overflow' },
  { pattern: /^Invalid Input Error: More than one row returned by a subquery/, message: () => 'Scalar subquery produced more than one element' },
  { pattern: /^(?:Out of Memory Error|Invalid Input Error: Recursive|Out of Memory)/, message: () => 'Resources exceeded during query execution: The query could not be executed in the allotted memory.' },
];

/** The failures that a statement may have while it runs; every other one means that our translation is at fault. */
const OF_DATA = /^(Conversion|Out of Range|Invalid Input|Constraint|Out of Memory) Error: /;

/** Messages of bq_raise and of script functions arrive as `Invalid Input Error: …`; what they say is meant for the user. */
export function mapDuckdbError(thrown: unknown, sql: string): SqlError {
  if (thrown instanceof SqlError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  for (const { pattern, message } of WORDINGS) {
    const match = pattern.exec(text);
    if (match) return new SqlError(message(match), { reason: text.startsWith('Out of Memory') ? 'resourcesExceeded' : 'invalidQuery' });
  }
  const [first = text] = text.split('\n\n', 1);
  if (first.startsWith('Invalid Input Error: ')) return new SqlError(text.slice('Invalid Input Error: '.length).trimEnd());
  if (OF_DATA.test(first)) return new SqlError(first.replace(OF_DATA, ''));
  const error = new SqlError(`This combination of SQL constructs is not emulated (${first})`, { unsupported: true });
  error.cause = sql;
  return error;
}

/** Why a signal stopped a statement: by cancel or by a time limit, as its reason says. */
export function stopped(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new SqlError('Job execution was cancelled', { reason: 'stopped' });
}
