/** Longer texts are no numbers that a column could hold. */
const MAX_TEXT_LENGTH = 500;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/**
 * A decimal number as an integer of units of 10^-scale, rounded half away from zero;
 * `undefined` if the text is no decimal number. An exponent is read too.
 */
export function parseScaledDecimal(text: string, scale: number): bigint | undefined {
  const match = text.length > MAX_TEXT_LENGTH ? null : DECIMAL.exec(text);
  if (match === null) return undefined;
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const shift = scale - fraction.length + Number(match[4] ?? 0);
  const magnitude = shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : divideRounded(BigInt(digits), 10n ** BigInt(-shift));
  return match[1] === '-' ? -magnitude : magnitude;
}

/** The shortest decimal text of an integer of units of 10^-scale. */
export function formatScaledDecimal(units: bigint, scale: number): string {
  const magnitude = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - scale);
  const fraction = magnitude.slice(magnitude.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  return (dividend * 2n + divisor) / (divisor * 2n);
}
