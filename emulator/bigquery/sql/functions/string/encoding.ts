import { callOf, scalarsOf, script, template } from '../define';
import type { FunctionDefinition, ScriptFunction } from '../function-definition';

const scalar = scalarsOf('String');

export const ENCODING_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('TO_HEX', { '(BYTES) -> STRING': template('lower(hex($1))') }),
  scalar('FROM_HEX', { '(STRING) -> BYTES': callOf('bq_from_hex') }),
  scalar('TO_BASE64', { '(BYTES) -> STRING': callOf('to_base64') }),
  scalar('FROM_BASE64', { '(STRING) -> BYTES': callOf('bq_from_base64') }),
  scalar('TO_BASE32', { '(BYTES) -> STRING': callOf('bq_to_base32') }),
  scalar('FROM_BASE32', { '(STRING) -> BYTES': callOf('bq_from_base32') }),
  scalar('SAFE_CONVERT_BYTES_TO_STRING', { '(BYTES) -> STRING': callOf('bq_lossy_text') }),
];

export const ENCODING_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('from_hex', 'VARCHAR -> BLOB', (text: string) => {
    if (!/^[0-9a-f]*$/i.test(text)) throw new Error(`Failed to decode invalid hexadecimal string: ${text}`);
    return Buffer.from(text.length % 2 === 1 ? `0${text}` : text, 'hex');
  }),
  script('from_base64', 'VARCHAR -> BLOB', (text: string) => {
    const content = text.replace(/\s/g, '');
    const digits = content.replace(/=+$/, '');
    const padded = content.length !== digits.length;
    if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1 || (padded && content.length % 4 !== 0)) throw new Error('Failed to decode invalid base64 string');
    return Buffer.from(digits, 'base64');
  }),
  script('to_base32', 'BLOB -> VARCHAR', toBase32),
  script('from_base32', 'VARCHAR -> BLOB', fromBase32),
  script('lossy_text', 'BLOB -> VARCHAR', (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')),
];

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((buffer >> bits) & 31);
    }
  }
  if (bits > 0) text += ALPHABET.charAt((buffer << (5 - bits)) & 31);
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}

export function fromBase32(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '');
  if (text.length % 8 !== 0 || !/^[A-Z2-7]*$/.test(digits) || [1, 3, 6].includes(digits.length % 8)) throw new Error('Failed to decode invalid base32 string');
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const digit of digits) {
    buffer = ((buffer << 5) | ALPHABET.indexOf(digit)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 255);
  }
  return Uint8Array.from(bytes);
}
