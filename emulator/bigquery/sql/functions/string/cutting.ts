import { callOf, scalarsOf, type Forms } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { charactersOf, countOf, indexOf, lastIndexOf, sliceOf } from './characters';
import { textAndBytes } from './text-and-bytes';

const scalar = scalarsOf('String');

/** The forms of a function that takes STRING and BYTES alike; `forms` are written for STRING. */
export function bothForms(name: string, forms: readonly string[]): Forms {
  const pairs = forms.flatMap((form) => [
    [form, callOf(`bq_${name}`)],
    [form.replaceAll('STRING', 'BYTES'), callOf(`bq_${name}_bytes`)],
  ]);
  return Object.fromEntries(pairs) as Forms;
}

const SUBSTRING: Forms = {
  '(STRING, INT64) -> STRING': (call) => substring(call),
  '(STRING, INT64, INT64) -> STRING': (call) => substring(call),
  '(BYTES, INT64) -> BYTES': callOf('bq_substr_bytes', '2147483647'),
  '(BYTES, INT64, INT64) -> BYTES': callOf('bq_substr_bytes'),
};

export const CUTTING_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('SUBSTR', SUBSTRING),
  scalar('SUBSTRING', SUBSTRING),
  scalar('LEFT', bothForms('left', ['(STRING, INT64) -> STRING'])),
  scalar('RIGHT', bothForms('right', ['(STRING, INT64) -> STRING'])),
  scalar('STRPOS', bothForms('strpos', ['(STRING, STRING) -> INT64'])),
  scalar('INSTR', {
    '(STRING, STRING) -> INT64': callOf('bq_instr', '1', '1'),
    '(STRING, STRING, INT64) -> INT64': callOf('bq_instr', '1'),
    '(STRING, STRING, INT64, INT64) -> INT64': callOf('bq_instr'),
    '(BYTES, BYTES) -> INT64': callOf('bq_instr_bytes', '1', '1'),
    '(BYTES, BYTES, INT64) -> INT64': callOf('bq_instr_bytes', '1'),
    '(BYTES, BYTES, INT64, INT64) -> INT64': callOf('bq_instr_bytes'),
  }),
  scalar('SPLIT', {
    '(STRING) -> ARRAY<STRING>': callOf('bq_split', "','"),
    '(STRING, STRING) -> ARRAY<STRING>': callOf('bq_split'),
    '(BYTES, BYTES) -> ARRAY<BYTES>': callOf('bq_split_bytes'),
  }),
];

/** With a constant position from 1 DuckDB's own function is alike. */
function substring(call: FunctionCall): string {
  const [value, position, length] = call.arguments;
  const native = isCount(position?.literal?.text, 1n) && (length === undefined || isCount(length.literal?.text, 0n));
  if (native) return `substring(${call.arguments.map((argument) => argument.sql).join(', ')})`;
  return `bq_substr(${value?.sql}, ${position?.sql}, ${length?.sql ?? '2147483647'})`;
}

function isCount(text: string | undefined, least: bigint): boolean {
  return text !== undefined && /^\d{1,9}$/.test(text) && BigInt(text) >= least;
}

export const CUTTING_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  ...textAndBytes('substr', 'VARCHAR, BIGINT, BIGINT -> VARCHAR', (text: string, position: bigint, length: bigint) => {
    if (length < 0n) throw new Error('Third argument in SUBSTR() cannot be negative');
    const characters = charactersOf(text);
    const wanted = countOf(position);
    const fromEnd = wanted < 0 && -wanted <= characters.length;
    const start = fromEnd ? characters.length + wanted : Math.max(wanted - 1, 0);
    return sliceOf(characters, start, start + countOf(length));
  }),
  ...textAndBytes('left', 'VARCHAR, BIGINT -> VARCHAR', (text: string, length: bigint) => {
    if (length < 0n) throw new Error('Second argument in LEFT() cannot be negative');
    return sliceOf(charactersOf(text), 0, countOf(length));
  }),
  ...textAndBytes('right', 'VARCHAR, BIGINT -> VARCHAR', (text: string, length: bigint) => {
    if (length < 0n) throw new Error('Second argument in RIGHT() cannot be negative');
    const characters = charactersOf(text);
    return sliceOf(characters, Math.max(characters.length - countOf(length), 0));
  }),
  ...textAndBytes('strpos', 'VARCHAR, VARCHAR -> BIGINT', (text: string, part: string) => BigInt(indexOf(charactersOf(text), charactersOf(part), 0) + 1)),
  ...textAndBytes('instr', 'VARCHAR, VARCHAR, BIGINT, BIGINT -> BIGINT', instr),
  ...textAndBytes('split', 'VARCHAR, VARCHAR -> VARCHAR[]', (text: string, delimiter: string) => {
    if (delimiter !== '') return text.split(delimiter);
    return text === '' ? [''] : Array.from(charactersOf(text));
  }),
];

function instr(text: string, part: string, ...[position, occurrence]: readonly [bigint, bigint]): bigint {
  if (position === 0n) throw new Error('Third argument in INSTR() cannot be zero');
  if (occurrence <= 0n) throw new Error('Fourth argument in INSTR() must be positive');
  const characters = charactersOf(text);
  const sought = charactersOf(part);
  if (sought.length === 0) return 0n;
  const forward = position > 0n;
  let at = forward ? countOf(position) - 1 : characters.length + countOf(position);
  for (let n = 0n; ; n++) {
    if (at < 0 || at >= characters.length) return 0n;
    at = forward ? indexOf(characters, sought, at) : lastIndexOf(characters, sought, at);
    if (at < 0) return 0n;
    if (n === occurrence - 1n) return BigInt(at + 1);
    at += forward ? 1 : -1;
  }
}
