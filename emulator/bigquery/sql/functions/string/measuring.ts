import { argumentsOf, callOf, scalarsOf, script, template } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { SqlError } from '../../sql-error';
import { STRING } from '../../types/sql-type';
import { castExpression } from '../cast';
import { charactersOf } from './characters';

const scalar = scalarsOf('String');
const BYTE_LENGTH = { '(STRING) -> INT64': callOf('strlen'), '(BYTES) -> INT64': callOf('octet_length') };
const CHAR_LENGTH = { '(STRING) -> INT64': callOf('length') };

export const MEASURING_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('BYTE_LENGTH', BYTE_LENGTH),
  scalar('OCTET_LENGTH', BYTE_LENGTH),
  scalar('CHAR_LENGTH', CHAR_LENGTH),
  scalar('CHARACTER_LENGTH', CHAR_LENGTH),
  scalar('LENGTH', { '(STRING) -> INT64': callOf('length'), '(BYTES) -> INT64': callOf('octet_length') }),
  scalar('CONCAT', { '(STRING...) -> STRING': joined, '(BYTES...) -> BYTES': joined, '(ANY...) -> STRING': joinedTexts }),
  scalar('STARTS_WITH', { '(STRING, STRING) -> BOOL': callOf('starts_with'), '(BYTES, BYTES) -> BOOL': template('starts_with(hex($1), hex($2))') }),
  scalar('ENDS_WITH', { '(STRING, STRING) -> BOOL': callOf('ends_with'), '(BYTES, BYTES) -> BOOL': template('ends_with(hex($1), hex($2))') }),
  scalar('EDIT_DISTANCE', { '(STRING, STRING) -> INT64': (call) => editDistance(call, 'bq_edit_distance'), '(BYTES, BYTES) -> INT64': (call) => editDistance(call, 'bq_edit_distance_bytes') }, { named: ['MAX_DISTANCE'] }),
  scalar('SOUNDEX', { '(STRING) -> STRING': callOf('bq_soundex') }),
];

function joined(call: FunctionCall): string {
  return `(${argumentsOf(call).join(' || ')})`;
}

/** Values of any types, each as CAST makes a STRING of it. */
function joinedTexts(call: FunctionCall): string {
  if (call.arguments.some(({ type }) => type.kind === 'BYTES')) throw new SqlError('CONCAT takes no BYTES beside values of other types', { at: call.at });
  return `(${call.arguments.map((argument) => castExpression(argument, STRING, { safe: false, at: call.at }).sql).join(' || ')})`;
}

function editDistance(call: FunctionCall, name: string): string {
  const limit = call.named.get('MAX_DISTANCE');
  return `${name}(${argumentsOf(call).join(', ')}, ${limit?.sql ?? '9223372036854775807'})`;
}

export const MEASURING_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('edit_distance', 'VARCHAR, VARCHAR, BIGINT -> BIGINT', (a: string, b: string, limit: bigint) => distance(charactersOf(a), charactersOf(b), limit)),
  script('edit_distance_bytes', 'BLOB, BLOB, BIGINT -> BIGINT', (a: Uint8Array, b: Uint8Array, limit: bigint) => distance(a, b, limit)),
  script('soundex', 'VARCHAR -> VARCHAR', soundex),
];

/** Levenshtein's distance, at most `limit`. */
function distance(a: ArrayLike<unknown>, b: ArrayLike<unknown>, limit: bigint): bigint {
  if (limit < 0n) throw new Error('max_distance must be non-negative');
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  const result = BigInt(row[b.length] as number);
  return result < limit ? result : limit;
}

const CODES: ReadonlyMap<string, string> = new Map(
  [['BFPV', '1'], ['CGJKQSXZ', '2'], ['DT', '3'], ['L', '4'], ['MN', '5'], ['R', '6']].flatMap(([letters = '', code = '']) => Array.from(letters, (letter): [string, string] => [letter, code])),
);

function soundex(text: string): string {
  const letters = text.toUpperCase().replace(/[^A-Z]/g, '');
  if (letters === '') return '';
  let result = /[a-z]/i.exec(text)?.[0] ?? '';
  let last = CODES.get(letters.charAt(0)) ?? '';
  for (const letter of letters.slice(1)) {
    const code = CODES.get(letter) ?? '';
    if (code !== '' && code !== last) result += code;
    if (result.length === 4) return result;
    if (letter !== 'H' && letter !== 'W') last = code;
  }
  return result.padEnd(4, '0');
}
