/** A decimal text as a whole number of its last digit at `scale`. Digits beyond the scale are none or zeros. */
export function unscaled(text: string, scale: number): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const value = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  return negative ? -value : value;
}

/** The decimal text of an unscaled number, without closing zeros. */
export function scaled(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  return (value < 0n ? '-' : '') + digits.slice(0, -scale) + (fraction && `.${fraction}`);
}
