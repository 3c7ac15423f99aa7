import { dayOfYear, isoWeekOf, isoYearOf, isoYearStart, weekOfYear, weekdayOf } from './civil';
import { momentOf, padded, type Moment } from './moment';
import { MONTHS, WEEKDAYS } from './names';

export type FormattedType = 'DATE' | 'TIME' | 'DATETIME' | 'TIMESTAMP';

/** Elements that a type has not; they are printed as they stand. */
const FOREIGN: Readonly<Record<FormattedType, string>> = {
  DATE: 'cHIklMPpRrSsTXZz',
  TIME: 'AaBbhCcDdeFGgJjmQsUuVWwxYyZz',
  DATETIME: 'Zz',
  TIMESTAMP: '',
};

interface Shown {
  readonly moment: Moment;
  /** The instant, for %s. */
  readonly micros: bigint;
  readonly offsetSeconds: number;
}

type Element = (shown: Shown) => string;

const hour12 = ({ moment }: Shown): number => moment.hour % 12 || 12;

const ELEMENTS: ReadonlyMap<string, Element> = new Map<string, Element>([
  ['A', ({ moment }) => WEEKDAYS[weekdayOf(moment.days)] as string],
  ['a', ({ moment }) => (WEEKDAYS[weekdayOf(moment.days)] as string).slice(0, 3)],
  ['B', ({ moment }) => MONTHS[moment.month - 1] as string],
  ['b', ({ moment }) => (MONTHS[moment.month - 1] as string).slice(0, 3)],
  ['h', ({ moment }) => (MONTHS[moment.month - 1] as string).slice(0, 3)],
  ['C', ({ moment }) => padded(Math.floor(moment.year / 100), 2)],
  ['c', (shown) => expand('%a %b %e %H:%M:%S %Y', shown)],
  ['D', (shown) => expand('%m/%d/%y', shown)],
  ['d', ({ moment }) => padded(moment.day, 2)],
  ['e', ({ moment }) => padded(moment.day, 2, ' ')],
  ['F', (shown) => expand('%Y-%m-%d', shown)],
  ['G', ({ moment }) => String(isoYearOf(moment.days))],
  ['g', ({ moment }) => padded(isoYearOf(moment.days) % 100, 2)],
  ['H', ({ moment }) => padded(moment.hour, 2)],
  ['I', (shown) => padded(hour12(shown), 2)],
  ['J', ({ moment }) => padded(moment.days - isoYearStart(isoYearOf(moment.days)) + 1, 3)],
  ['j', ({ moment }) => padded(dayOfYear(moment.days), 3)],
  ['k', ({ moment }) => padded(moment.hour, 2, ' ')],
  ['l', (shown) => padded(hour12(shown), 2, ' ')],
  ['M', ({ moment }) => padded(moment.minute, 2)],
  ['m', ({ moment }) => padded(moment.month, 2)],
  ['n', () => '\n'],
  ['P', ({ moment }) => (moment.hour < 12 ? 'am' : 'pm')],
  ['p', ({ moment }) => (moment.hour < 12 ? 'AM' : 'PM')],
  ['Q', ({ moment }) => String(Math.ceil(moment.month / 3))],
  ['R', (shown) => expand('%H:%M', shown)],
  ['r', (shown) => expand('%I:%M:%S %p', shown)],
  ['S', ({ moment }) => padded(moment.second, 2)],
  ['s', ({ micros }) => String((micros - (((micros % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n)],
  ['T', (shown) => expand('%H:%M:%S', shown)],
  ['t', () => '\t'],
  ['U', ({ moment }) => padded(weekOfYear(moment.days, 0), 2)],
  ['u', ({ moment }) => String(weekdayOf(moment.days) || 7)],
  ['V', ({ moment }) => padded(isoWeekOf(moment.days), 2)],
  ['W', ({ moment }) => padded(weekOfYear(moment.days, 1), 2)],
  ['w', ({ moment }) => String(weekdayOf(moment.days))],
  ['X', (shown) => expand('%H:%M:%S', shown)],
  ['x', (shown) => expand('%m/%d/%y', shown)],
  ['Y', ({ moment }) => String(moment.year)],
  ['y', ({ moment }) => padded(moment.year % 100, 2)],
  ['Z', ({ offsetSeconds }) => `UTC${zoneSuffix(offsetSeconds)}`],
  ['z', ({ offsetSeconds }) => offset(offsetSeconds, '')],
  ['%', () => '%'],
  ['Ez', ({ offsetSeconds }) => offset(offsetSeconds, ':')],
  ['E4Y', ({ moment }) => padded(moment.year, 4)],
  ['E*S', ({ moment }) => padded(moment.second, 2) + (moment.micro === 0 ? '' : `.${padded(moment.micro, 6).replace(/0+$/, '')}`)],
]);

function offset(seconds: number, separator: string): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${separator}${padded(minutes % 60, 2)}`;
}

function zoneSuffix(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (minutes === 0) return '';
  const hours = Math.floor(minutes / 60);
  return `${seconds < 0 ? '-' : '+'}${minutes % 60 === 0 ? hours : `${padded(hours, 2)}${padded(minutes % 60, 2)}`}`;
}

function secondsWithDigits(moment: Moment, digits: number): string {
  if (digits === 0) return padded(moment.second, 2);
  return `${padded(moment.second, 2)}.${padded(moment.micro, 6).padEnd(digits, '0').slice(0, digits)}`;
}

const ELEMENT = /%(E4Y|E\*S|E\dS|Ez|[EO]?[A-Za-z%]|[-_0^#+\d:]|$)/g;

function expand(format: string, shown: Shown, foreign = ''): string {
  return format.replace(ELEMENT, (text: string, element: string) => {
    const letter = element.at(-1) ?? '';
    if (foreign.includes(letter) && letter !== '') return text;
    const digits = /^E(\d)S$/.exec(element)?.[1];
    if (digits !== undefined) return secondsWithDigits(shown.moment, Number(digits));
    const found = ELEMENTS.get(element) ?? (/^[EO][A-Za-z]$/.test(element) ? ELEMENTS.get(letter) : undefined);
    if (found) return found(shown);
    if (/^[-_0^#+\d:]$/.test(element)) throw new Error(`Format element %${element} is not emulated`);
    return text;
  });
}

/** A local time by the elements of FORMAT_DATE and its kin. @throws Error for flags such as %-d */
export function formatMoment(format: string, local: bigint, options: { readonly type: FormattedType; readonly offsetSeconds?: number }): string {
  const offsetSeconds = options.offsetSeconds ?? 0;
  const wholeMinutes = offsetSeconds - (offsetSeconds % 60);
  const micros = local - BigInt(offsetSeconds) * 1_000_000n;
  return expand(format, { moment: momentOf(micros + BigInt(wholeMinutes) * 1_000_000n), micros, offsetSeconds: wholeMinutes }, FOREIGN[options.type]);
}
