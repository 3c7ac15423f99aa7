/**
 * A FLOAT64 as BigQuery's JSON has it: digits with a point from 0.001 up to 10,000,000, else a mantissa and an exponent
 * ("1.5", "1.0E10"). What JSON has no number for stands as its name.
 */
export function formatFloat(value: number | string): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return String(value);
  const [digits, exponent] = digitsOf(Math.abs(value));
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + placePoint(digits, exponent);
}

/** Microseconds since the epoch as seconds, exact to the last digit, in the form of a FLOAT64. */
export function formatSeconds(micros: bigint): string {
  const text = (micros < 0n ? -micros : micros).toString();
  const digits = text.replace(/0+$/, '') || '0';
  const exponent = digits === '0' ? 0 : text.length - 7;
  return (micros < 0n ? '-' : '') + placePoint(digits, exponent);
}

/** The shortest digits that stand for the number alone, and the exponent of the first of them. */
function digitsOf(value: number): [digits: string, exponent: number] {
  if (value === 0) return ['0', 0];
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return [mantissa.replace('.', ''), Number(exponent)];
}

function placePoint(digits: string, exponent: number): string {
  if (digits === '0') return '0.0';
  if (exponent < -3 || exponent > 6) return `${digits.slice(0, 1)}.${digits.slice(1) || '0'}E${exponent}`;
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${whole}.${digits.slice(exponent + 1) || '0'}`;
}
