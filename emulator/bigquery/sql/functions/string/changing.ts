import { callOf, scalarsOf, script, template } from '../define';
import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { charactersOf, countOf, reversed, sliceOf, type Characters } from './characters';
import { bothForms } from './cutting';
import { textAndBytes } from './text-and-bytes';

const scalar = scalarsOf('String');
const MAX_LENGTH = 16_777_216;

export const CHANGING_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('UPPER', { '(STRING) -> STRING': callOf('bq_upper'), '(BYTES) -> BYTES': callOf('bq_upper_bytes') }),
  scalar('LOWER', { '(STRING) -> STRING': callOf('bq_lower'), '(BYTES) -> BYTES': callOf('bq_lower_bytes') }),
  scalar('INITCAP', { '(STRING) -> STRING': callOf('bq_initcap', 'NULL', 'false'), '(STRING, STRING) -> STRING': template('bq_initcap($1, $2, true)') }),
  scalar('TRIM', trimForms('both')),
  scalar('LTRIM', trimForms('left')),
  scalar('RTRIM', trimForms('right')),
  scalar('LPAD', padForms('lpad')),
  scalar('RPAD', padForms('rpad')),
  scalar('REPEAT', bothForms('repeat', ['(STRING, INT64) -> STRING'])),
  scalar('REPLACE', bothForms('replace', ['(STRING, STRING, STRING) -> STRING'])),
  scalar('REVERSE', bothForms('reverse', ['(STRING) -> STRING'])),
  scalar('TRANSLATE', bothForms('translate', ['(STRING, STRING, STRING) -> STRING'])),
];

function trimForms(side: string): ReturnType<typeof bothForms> {
  return {
    '(STRING) -> STRING': callOf('bq_trim_space', `'${side}'`),
    '(STRING, STRING) -> STRING': callOf('bq_trim', `'${side}'`),
    '(BYTES, BYTES) -> BYTES': callOf('bq_trim_bytes', `CAST('${side}' AS BLOB)`),
  };
}

function padForms(name: string): ReturnType<typeof bothForms> {
  return {
    '(STRING, INT64) -> STRING': callOf(`bq_${name}`, "' '"),
    '(STRING, INT64, STRING) -> STRING': callOf(`bq_${name}`),
    '(BYTES, INT64) -> BYTES': callOf(`bq_${name}_bytes`, "CAST(' ' AS BLOB)"),
    '(BYTES, INT64, BYTES) -> BYTES': callOf(`bq_${name}_bytes`),
  };
}

export const CHANGING_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('upper', 'VARCHAR -> VARCHAR', (text: string) => text.toUpperCase()),
  script('lower', 'VARCHAR -> VARCHAR', (text: string) => text.toLowerCase()),
  script('upper_bytes', 'BLOB -> BLOB', (bytes: Uint8Array) => bytes.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte))),
  script('lower_bytes', 'BLOB -> BLOB', (bytes: Uint8Array) => bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte))),
  { ...script('initcap', 'VARCHAR, VARCHAR, BOOLEAN -> VARCHAR', initcap), nullable: true },
  script('trim_space', 'VARCHAR, VARCHAR -> VARCHAR', (text: string, side: string) => trim(text, WHITE_SPACE, side)),
  ...textAndBytes('trim', 'VARCHAR, VARCHAR, VARCHAR -> VARCHAR', (text: string, set: string, side: string) => trim(text, new Set(charactersOf(set)), side)),
  ...textAndBytes('lpad', 'VARCHAR, BIGINT, VARCHAR -> VARCHAR', (text: string, length: bigint, pattern: string) => pad({ text, length, pattern, left: true })),
  ...textAndBytes('rpad', 'VARCHAR, BIGINT, VARCHAR -> VARCHAR', (text: string, length: bigint, pattern: string) => pad({ text, length, pattern, left: false })),
  ...textAndBytes('repeat', 'VARCHAR, BIGINT -> VARCHAR', (text: string, count: bigint) => {
    if (count < 0n) throw new Error('Second argument in REPEAT() cannot be negative');
    if (text === '') return '';
    if (countOf(count) * text.length > MAX_LENGTH) throw new Error('Output of REPEAT exceeds max allowed output size of 16MB');
    return text.repeat(Number(count));
  }),
  ...textAndBytes('replace', 'VARCHAR, VARCHAR, VARCHAR -> VARCHAR', (text: string, from: string, to: string) => (from === '' ? text : text.split(from).join(to))),
  ...textAndBytes('reverse', 'VARCHAR -> VARCHAR', (text: string) => reversed(charactersOf(text))),
  ...textAndBytes('translate', 'VARCHAR, VARCHAR, VARCHAR -> VARCHAR', translate),
];

const WHITE_SPACE: ReadonlySet<string> = new Set('\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000');

function trim(text: string, set: ReadonlySet<string>, side: string): string {
  const characters = charactersOf(text);
  let start = 0;
  let end = characters.length;
  if (side !== 'right') while (start < end && set.has(characters[start] as string)) start++;
  if (side !== 'left') while (end > start && set.has(characters[end - 1] as string)) end--;
  return sliceOf(characters, start, end);
}

function pad({ text, length, pattern, left }: { text: string; length: bigint; pattern: string; left: boolean }): string {
  if (length < 0n) throw new Error('Second argument (output size) for LPAD/RPAD cannot be negative');
  if (pattern === '') throw new Error('Third argument (pad pattern) for LPAD/RPAD cannot be empty');
  if (length > MAX_LENGTH) throw new Error('Output of LPAD/RPAD exceeds max allowed output size of 16MB');
  const characters = charactersOf(text);
  const missing = Number(length) - characters.length;
  if (missing <= 0) return sliceOf(characters, 0, Number(length));
  const unit = charactersOf(pattern);
  const padding = pattern.repeat(Math.floor(missing / unit.length)) + sliceOf(unit, 0, missing % unit.length);
  return left ? padding + text : text + padding;
}

const DEFAULT_DELIMITERS = ' \t\n\r\v\f[](){}/|<>!?@"^#$&~_,.:;*%+-';

function initcap(text: string | null, given: string | null, delimited: boolean): string | null {
  if (text === null || (delimited && given === null)) return null;
  const delimiters = new Set<string>(charactersOf(given ?? DEFAULT_DELIMITERS));
  let first = true;
  return Array.from(text, (character) => {
    const delimiter = delimiters.has(character);
    const changed = first ? character.toUpperCase() : character.toLowerCase();
    first = delimiter;
    return delimiter ? character : changed;
  }).join('');
}

function translate(text: string, from: string, to: string): string {
  const targets: Characters = charactersOf(to);
  const changes = new Map<string, string>();
  let n = 0;
  for (const character of charactersOf(from)) {
    if (changes.has(character)) throw new Error(`Duplicate character "${character}" in TRANSLATE source characters`);
    changes.set(character, targets[n++] ?? '');
  }
  return Array.from(charactersOf(text), (character) => changes.get(character) ?? character).join('');
}
