import { FileFault } from './file-table';
import { parseBigNumeric, parseNumeric } from './numeric-value';
import { formatScaledDecimal } from './scaled-decimal';

export type DecimalTarget = 'NUMERIC' | 'BIGNUMERIC' | 'STRING';

/** Digits before and after the point that every value of the type can have. */
const ROOM: ReadonlyMap<string, { whole: number; fraction: number }> = new Map([
  ['NUMERIC', { whole: 29, fraction: 9 }],
  ['BIGNUMERIC', { whole: 38, fraction: 38 }],
  ['STRING', { whole: Infinity, fraction: Infinity }],
]);

/** The first type that has room for the decimal; where none has, the widest of the list. */
export function decimalTarget({ precision, scale }: { precision: number; scale: number }, listed: readonly string[] = ['NUMERIC']): DecimalTarget {
  const inOrder = [...ROOM].filter(([type]) => listed.includes(type));
  const roomy = inOrder.find(([, { whole, fraction }]) => precision - scale <= whole && scale <= fraction);
  return (roomy?.[0] ?? inOrder.at(-1)?.[0] ?? 'NUMERIC') as DecimalTarget;
}

/** A decimal of a file as the text of its column's type. @throws FileFault where the type cannot hold it exactly */
export function decimalText(units: bigint, scale: number, target: DecimalTarget): string {
  const exact = formatScaledDecimal(units, scale);
  if (target === 'STRING') return exact;
  const text = target === 'NUMERIC' ? parseNumeric(exact) : parseBigNumeric(exact);
  if (text !== exact) throw new FileFault(`Decimal value ${exact} is out of the range of ${target}.`);
  return exact;
}

/** An integer from its two's complement, the highest byte first. */
export function bigintFromBytes(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

/** The shortest two's complement of an integer, the highest byte first. */
export function bytesFromBigint(value: bigint): Uint8Array {
  let length = 1;
  while (BigInt.asIntN(length * 8, value) !== value) length += 1;
  return Buffer.from(BigInt.asUintN(length * 8, value).toString(16).padStart(length * 2, '0'), 'hex');
}
