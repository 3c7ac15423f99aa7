import { fromBase32, toBase32 } from '../string/encoding';
import { textOfBytes } from './cast-values';

/** Bits of a digit. */
const RADIX_BITS: ReadonlyMap<string, number> = new Map([['BASE2', 1], ['BASE8', 3], ['BASE16', 4], ['HEX', 4]]);

/** BYTES as a format prints them. @throws Error for an unknown format, or bytes that it cannot print */
export function printBytes(bytes: Uint8Array, format: string): string {
  const name = format.toUpperCase();
  switch (name) {
    case 'UTF8':
    case 'UTF-8':
      return textOfBytes(bytes);
    case 'ASCII':
      if (bytes.some((byte) => byte > 127)) throw new Error('Invalid ASCII value');
      return Buffer.from(bytes).toString('latin1');
    case 'BASE64':
      return Buffer.from(bytes).toString('base64');
    case 'BASE64M':
      return Buffer.from(bytes).toString('base64').replace(/(.{76})(?=.)/g, '$1\n');
    case 'BASE32':
      return toBase32(bytes);
    case 'HEX':
    case 'BASE16':
      return Buffer.from(bytes).toString('hex');
    default:
      return radixText(bytes, bitsOf(name, format));
  }
}

/** The bytes that a text shows. @throws Error */
export function readBytes(text: string, format: string): Uint8Array {
  const name = format.toUpperCase();
  switch (name) {
    case 'UTF8':
    case 'UTF-8':
      return Buffer.from(text, 'utf8');
    case 'ASCII':
      if (/[^\u0000-\u007f]/.test(text)) throw new Error('Invalid ASCII value');
      return Buffer.from(text, 'latin1');
    case 'BASE64':
    case 'BASE64M': {
      const digits = text.replace(/\s/g, '');
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits) || digits.replace(/=/g, '').length % 4 === 1) throw new Error('Failed to decode invalid base64 string');
      return Buffer.from(digits, 'base64');
    }
    case 'BASE32':
      return fromBase32(text);
    default:
      return radixBytes(text, bitsOf(name, format));
  }
}

function bitsOf(name: string, format: string): number {
  const bits = RADIX_BITS.get(name);
  if (bits === undefined) throw new Error(`Invalid format: ${format}`);
  return bits;
}

function radixText(bytes: Uint8Array, bits: number): string {
  const binary = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const whole = binary.padStart(Math.ceil(binary.length / bits) * bits, '0');
  return (whole.match(new RegExp(`.{${bits}}`, 'g')) ?? []).map((digit) => Number.parseInt(digit, 2).toString(2 ** bits)).join('');
}

function radixBytes(text: string, bits: number): Uint8Array {
  const values = Array.from(text, (digit) => Number.parseInt(digit, 2 ** bits));
  if (values.some(Number.isNaN)) throw new Error(`Failed to decode invalid base${2 ** bits} string`);
  const binary = values.map((value) => value.toString(2).padStart(bits, '0')).join('');
  const extra = binary.length % 8;
  const aligned = bits === 3 && !binary.slice(0, extra).includes('1') ? binary.slice(extra) : binary.padStart(Math.ceil(binary.length / 8) * 8, '0');
  return Uint8Array.from((aligned.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
