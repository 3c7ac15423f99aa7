import { script } from '../../functions/define';
import type { ScriptFunction } from '../../functions/function-definition';
import { TOO_FINE } from '../../functions/math/decimal-sql';
import { likeBytes } from './like-bytes';

const LIMIT_DIGITS = 38;

/** What operators need of DuckDB and it has not: shifts, bits and patterns of BYTES, and products and quotients of decimals. */
export const OPERATOR_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('shift_left', 'BIGINT, BIGINT -> BIGINT', (value: bigint, by: bigint) => (shiftOf(by, '<<') > 63n ? 0n : BigInt.asIntN(64, value << by))),
  script('shift_right', 'BIGINT, BIGINT -> BIGINT', (value: bigint, by: bigint) => (shiftOf(by, '>>') > 63n ? 0n : BigInt.asIntN(64, BigInt.asUintN(64, value) >> by))),
  script('bytes_and', 'BLOB, BLOB -> BLOB', (a: Uint8Array, b: Uint8Array) => combine(a, b, { with: (x, y) => x & y, operator: '&' })),
  script('bytes_or', 'BLOB, BLOB -> BLOB', (a: Uint8Array, b: Uint8Array) => combine(a, b, { with: (x, y) => x | y, operator: '|' })),
  script('bytes_xor', 'BLOB, BLOB -> BLOB', (a: Uint8Array, b: Uint8Array) => combine(a, b, { with: (x, y) => x ^ y, operator: '^' })),
  script('bytes_not', 'BLOB -> BLOB', (bytes: Uint8Array) => bytes.map((byte) => ~byte)),
  script('bytes_shift_left', 'BLOB, BIGINT -> BLOB', (bytes: Uint8Array, by: bigint) => shiftBytes(bytes, shiftOf(by, '<<'), true)),
  script('bytes_shift_right', 'BLOB, BIGINT -> BLOB', (bytes: Uint8Array, by: bigint) => shiftBytes(bytes, shiftOf(by, '>>'), false)),
  script('like_bytes', 'BLOB, BLOB -> BOOLEAN', likeBytes),
  script('decimal_multiply', 'VARCHAR, VARCHAR, BIGINT -> VARCHAR', (a: string, b: string, scale: bigint) => decimalText(digitsOf(a, scale) * digitsOf(b, scale), 10n ** scale, { scale, spelt: `${trim(a)} * ${trim(b)}` })),
  script('decimal_divide', 'VARCHAR, VARCHAR, BIGINT -> VARCHAR', (a: string, b: string, scale: bigint) => {
    const divisor = digitsOf(b, scale);
    if (divisor === 0n) throw new Error(`division by zero: ${trim(a)} / ${trim(b)}`);
    return decimalText(digitsOf(a, scale) * 10n ** scale, divisor, { scale, spelt: `${trim(a)} / ${trim(b)}` });
  }),
];

function shiftOf(by: bigint, operator: string): bigint {
  if (by < 0n) throw new Error(`Bitwise binary operator ${operator} requires a non-negative shift amount; got ${by}`);
  return by;
}

function combine(a: Uint8Array, b: Uint8Array, { with: join, operator }: { with: (x: number, y: number) => number; operator: string }): Uint8Array {
  if (a.length !== b.length) throw new Error(`Bitwise binary operator for BYTES requires equal length of the inputs. Got ${a.length} bytes on the left hand side and ${b.length} bytes on the right hand side of ${operator}.`);
  return a.map((byte, n) => join(byte, b[n] as number));
}

function shiftBytes(bytes: Uint8Array, by: bigint, left: boolean): Uint8Array {
  const bits = bytes.length * 8;
  if (by >= BigInt(bits)) return new Uint8Array(bytes.length);
  const value = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
  const shifted = left ? BigInt.asUintN(bits, value << by) : value >> by;
  return Buffer.from(shifted.toString(16).padStart(bytes.length * 2, '0'), 'hex');
}

function digitsOf(text: string, scale: bigint): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(Number(scale), '0'));
  return text.startsWith('-') ? -value : value;
}

/** value / by with `scale` digits, rounded half away from zero. @throws Error for a BIGNUMERIC of which digits would be lost */
function decimalText(value: bigint, by: bigint, { scale, spelt }: { scale: bigint; spelt: string }): string {
  if (scale === 18n && value % by !== 0n) throw new Error(TOO_FINE);
  const negative = value < 0n !== by < 0n;
  const [above, below] = [value < 0n ? -value : value, by < 0n ? -by : by];
  const digits = String((above * 2n + below) / (below * 2n)).padStart(Number(scale) + 1, '0');
  if (digits.length > LIMIT_DIGITS) throw new Error(`${scale === 9n ? 'numeric' : 'bignumeric'} overflow: ${spelt}`);
  return `${negative ? '-' : ''}${digits.slice(0, -Number(scale))}.${digits.slice(-Number(scale))}`;
}

function trim(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
