import { callOf, scalarsOf, script } from '../define';
import type { FunctionDefinition, ScriptFunction } from '../function-definition';

const scalar = scalarsOf('String');

export const CODE_POINT_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('ASCII', { '(STRING) -> INT64': callOf('bq_ascii') }),
  scalar('UNICODE', { '(STRING) -> INT64': callOf('bq_unicode') }),
  scalar('CHR', { '(INT64) -> STRING': callOf('bq_chr') }),
  scalar('TO_CODE_POINTS', { '(STRING) -> ARRAY<INT64>': callOf('bq_to_code_points'), '(BYTES) -> ARRAY<INT64>': callOf('bq_to_code_points_bytes') }),
  scalar('CODE_POINTS_TO_STRING', { '(ARRAY<INT64>) -> STRING': callOf('bq_code_points_to_string') }),
  scalar('CODE_POINTS_TO_BYTES', { '(ARRAY<INT64>) -> BYTES': callOf('bq_code_points_to_bytes') }),
];

export const CODE_POINT_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('ascii', 'VARCHAR -> BIGINT', (text: string) => {
    const code = text === '' ? 0 : text.charCodeAt(0);
    if (code > 127) throw new Error(`Non-ASCII character found in input string: ${text}`);
    return BigInt(code);
  }),
  script('unicode', 'VARCHAR -> BIGINT', (text: string) => BigInt(text.codePointAt(0) ?? 0)),
  script('chr', 'BIGINT -> VARCHAR', (code: bigint) => (code === 0n ? '' : characterOf(code))),
  script('to_code_points', 'VARCHAR -> BIGINT[]', (text: string) => Array.from(text, (character) => BigInt(character.codePointAt(0) as number))),
  script('to_code_points_bytes', 'BLOB -> BIGINT[]', (bytes: Uint8Array) => Array.from(bytes, BigInt)),
  script('code_points_to_string', 'BIGINT[] -> VARCHAR', (codes: readonly (bigint | null)[]) => {
    let text = '';
    for (const code of codes) {
      if (code === null) return null;
      if (code !== 0n) text += characterOf(code);
    }
    return text;
  }),
  script('code_points_to_bytes', 'BIGINT[] -> BLOB', (codes: readonly (bigint | null)[]) => {
    const bytes = new Uint8Array(codes.length);
    for (const [n, code] of codes.entries()) {
      if (code === null) return null;
      if (code < 0n || code > 255n) throw new Error(`Invalid extended ASCII code points ${code}`);
      bytes[n] = Number(code);
    }
    return bytes;
  }),
];

function characterOf(code: bigint): string {
  if (code < 0n || code > 0x10ffffn || (code >= 0xd800n && code <= 0xdfffn)) throw new Error(`Invalid codepoint ${code}`);
  return String.fromCodePoint(Number(code));
}
