/** A FLOAT64 as CAST prints it: 15 significant digits, or 17 where those would be another number; `nan`, `inf`, `-inf`. */
export function formatFloat64(value: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const short = formatGeneral(value, 15);
  return Number(short) === value ? short : formatGeneral(value, 17);
}

/** As C's printf prints %.<precision>g; `keepZeros` is its flag #. */
export function formatGeneral(value: number, precision: number, keepZeros = false): string {
  const digits = Math.max(precision, 1);
  if (value === 0) return (Object.is(value, -0) ? '-0' : '0') + (keepZeros && digits > 1 ? `.${'0'.repeat(digits - 1)}` : keepZeros ? '.' : '');
  const scientific = value.toExponential(digits - 1);
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1));
  if (exponent < -4 || exponent >= digits) {
    const mantissa = scientific.slice(0, scientific.indexOf('e'));
    return `${keepZeros ? mantissa : trimZeros(mantissa)}${formatExponent(exponent)}`;
  }
  const fixed = value.toFixed(Math.max(digits - 1 - exponent, 0));
  if (!keepZeros) return trimZeros(fixed);
  return fixed.includes('.') ? fixed : `${fixed}.`;
}

/** `e+05`: at least two digits, always with a sign. */
export function formatExponent(exponent: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A finite FLOAT64 as JSON values print it: the shortest digits that give it again, with `.0` behind whole numbers. */
export function formatJsonFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const scientific = Math.abs(value).toExponential();
  const mantissa = scientific.slice(0, scientific.indexOf('e'));
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1));
  const sign = value < 0 ? '-' : '';
  if (exponent < -5 || exponent >= 15) return `${sign}${mantissa}${formatExponent(exponent)}`;
  const digits = mantissa.replace('.', '');
  if (exponent < 0) {
    if (exponent < -4) return `${sign}${mantissa}${formatExponent(exponent)}`;
    return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  }
  if (digits.length <= exponent + 1) return `${sign}${digits.padEnd(exponent + 1, '0')}.0`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
