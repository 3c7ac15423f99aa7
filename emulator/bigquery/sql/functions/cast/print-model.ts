import { dayOfYear } from '../temporal/civil';
import { momentOf, padded, type Moment } from '../temporal/moment';
import type { ModelElement } from './format-model';

export const MONTHS = ['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'];
const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** What a clock shows as a format model prints it. @param offsetSeconds of its zone */
export function printModel(elements: readonly ModelElement[], micros: bigint, offsetSeconds: number): string {
  const moment = momentOf(micros);
  return elements.map((element) => element.text ?? printElement(element, moment, offsetSeconds)).join('');
}

type Printer = (moment: Moment, written: string) => string;

const DATE_PRINTERS: ReadonlyMap<string, Printer> = new Map<string, Printer>([
  ['YYYY', ({ year }) => padded(year, 4)],
  ['RRRR', ({ year }) => padded(year, 4)],
  ['Y,YYY', ({ year }) => `${Math.floor(year / 1000)},${padded(year % 1000, 3)}`],
  ['YYY', ({ year }) => padded(year, 4).slice(-3)],
  ['YY', ({ year }) => padded(year, 4).slice(-2)],
  ['RR', ({ year }) => padded(year, 4).slice(-2)],
  ['Y', ({ year }) => padded(year, 4).slice(-1)],
  ['MM', ({ month }) => padded(month, 2)],
  ['MONTH', ({ month }, written) => cased(MONTHS[month - 1] as string, written)],
  ['MON', ({ month }, written) => cased((MONTHS[month - 1] as string).slice(0, 3), written)],
  ['DD', ({ day }) => padded(day, 2)],
  ['DDD', ({ days }) => padded(dayOfYear(days), 3)],
  ['D', ({ days }) => String(sundayFirst(days) + 1)],
  ['DAY', ({ days }, written) => cased(DAYS[sundayFirst(days)] as string, written).padEnd(9)],
  ['DY', ({ days }, written) => cased((DAYS[sundayFirst(days)] as string).slice(0, 3), written)],
]);

function printElement({ name, written }: ModelElement, moment: Moment, offsetSeconds: number): string {
  const date = DATE_PRINTERS.get(name);
  if (date) return date(moment, written);
  const minutes = Math.floor(Math.abs(offsetSeconds) / 60);
  if (name === 'TZH') return `${offsetSeconds < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}`;
  if (name === 'TZM') return padded(minutes % 60, 2);
  return printTime(name, written, moment);
}

function printTime(name: string, written: string, { hour, minute, second, micro }: Moment): string {
  switch (name) {
    case 'HH':
    case 'HH12':
      return padded(hour % 12 === 0 ? 12 : hour % 12, 2);
    case 'HH24':
      return padded(hour, 2);
    case 'MI':
      return padded(minute, 2);
    case 'SS':
      return padded(second, 2);
    case 'SSSSS':
      return padded((hour * 60 + minute) * 60 + second, 5);
    case 'AM':
    case 'PM':
    case 'A.M.':
    case 'P.M.': {
      const half = hour < 12 ? 'A' : 'P';
      const text = name.includes('.') ? `${half}.M.` : `${half}M`;
      return /^[a-z]/.test(written) ? text.toLowerCase() : text;
    }
    default:
      return padded(micro, 6).padEnd(9, '0').slice(0, Number(name.slice(2)));
  }
}

/** 0 for Sunday. */
function sundayFirst(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

/** A word in the case of its element: DAY, Day or day. */
function cased(word: string, written: string): string {
  if (/^[a-z]/.test(written)) return word.toLowerCase();
  return /^.[a-z]/.test(written) ? word.charAt(0) + word.slice(1).toLowerCase() : word;
}

