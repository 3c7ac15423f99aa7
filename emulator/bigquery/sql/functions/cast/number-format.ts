import { exactDecimal, exactFloat, fixedText } from '../format/exact-number';

const MODEL = /^(S)?(\$)?([09,G]*)(?:([.D])([09]*))?(S|MI|PR)?$/;

/** A number as a format model prints it. @throws Error for what is no such model, or not emulated */
export function printNumber(value: number | bigint | string, format: string): string {
  const match = MODEL.exec(format.toUpperCase());
  if (!match) throw new Error(`CAST of a number with the format '${format}' is not emulated`);
  const [, front, currency = '', whole = '', point = '', fraction = '', back] = match;
  if (whole + fraction === '' || (front && back)) throw new Error(`Invalid format: '${format}'`);
  const [digits = '', decimals = ''] = digitsOf(value, fraction.length);
  const zero = !/[1-9]/.test(digits + decimals);
  const shown = wholeText(whole, digits, fraction !== '');
  const hidden = `${whole.replace(/[09]/g, '#').replaceAll('G', ',')}${point && '.'}${fraction.replace(/./g, '#')}`;
  const number = currency + (shown === undefined ? hidden : `${shown}${point && '.'}${decimals}`);
  return signed(number, { negative: !zero && String(value).startsWith('-'), zero, front, back, width: currency.length + whole.length + point.length + fraction.length });
}

function digitsOf(value: number | bigint | string, precision: number): readonly string[] {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('CAST of a number that is not finite with a format is not emulated');
  const exact = typeof value === 'number' ? exactFloat(value) : exactDecimal(String(value));
  return fixedText({ ...exact, halfEven: false }, { precision, alternate: false }).split('.');
}

/** The digits before the point in their places, without blanks in front; `undefined` if there are too many. */
function wholeText(places: string, digits: string, hasFraction: boolean): string | undefined {
  const count = places.replace(/[,G]/g, '').length;
  const significant = digits.replace(/^0+/, '');
  if (significant.length > count) return undefined;
  if (significant === '' && hasFraction && !places.endsWith('0')) throw new Error('CAST of a number below 1 with such a format is not emulated');
  const firstZero = places.indexOf('0');
  const forced = firstZero < 0 ? 0 : places.slice(firstZero).replace(/[,G]/g, '').length;
  const kept = significant.padStart(Math.max(forced, 1), '0');
  let left = kept.length;
  let result = '';
  for (let n = places.length - 1; n >= 0 && left > 0; n--) {
    const place = places[n] as string;
    result = (place === ',' || place === 'G' ? ',' : (kept[--left] as string)) + result;
  }
  return result;
}

interface Sign {
  readonly negative: boolean;
  readonly zero: boolean;
  readonly front: string | undefined;
  readonly back: string | undefined;
  readonly width: number;
}

function signed(number: string, { negative, zero, front, back, width }: Sign): string {
  const explicit = negative ? '-' : zero ? ' ' : '+';
  if (back === 'S') return number.padStart(width) + explicit;
  if (back === 'MI') return number.padStart(width) + (negative ? '-' : ' ');
  if (back === 'PR') return `${negative ? '<' : ' '}${number}`.padStart(width + 1) + (negative ? '>' : ' ');
  return `${front ? explicit : negative ? '-' : ' '}${number}`.padStart(width + 1);
}
