import { MONTHS, WEEKDAYS } from './names';
import type { ParsedMoment } from './parsed-moment';
import type { TextCursor } from './text-cursor';
import { findTimeZone } from './time-zone';

/** Where one element is read: its place in the format, and whether another element follows at once. */
export interface ElementContext {
  readonly cursor: TextCursor;
  readonly parsed: ParsedMoment;
  readonly position: number;
  readonly elementFollows: boolean;
}

/** Reads what an element stands for; false where the text does not fit. */
type Reader = (context: ElementContext) => boolean;

function setDate({ parsed, position }: ElementContext, field: 'year' | 'month' | 'day', value: number | undefined): boolean {
  if (value === undefined) return false;
  parsed[field] = value;
  parsed.last[field] = position;
  parsed.ordinary = true;
  return true;
}

function setTime(parsed: ParsedMoment, field: 'hour' | 'minute' | 'second', value: number | undefined): boolean {
  if (value === undefined) return false;
  parsed[field] = value;
  return true;
}

function fullYear(context: ElementContext, value: number | undefined): boolean {
  context.parsed.century = undefined;
  context.parsed.explicitCentury = false;
  return setDate(context, 'year', value);
}

const longYear: Reader = (context) => fullYear(context, context.elementFollows ? context.cursor.number(4, 0, 9999) : context.cursor.number(5, 0, 10_000));

const fourDigitYear: Reader = (context) => {
  const digits = context.cursor.matched(/\d{4}/y);
  return fullYear(context, digits === undefined ? undefined : Number(digits));
};

const shortYear: Reader = (context) => {
  const value = context.cursor.number(2, 0, 99);
  if (value !== undefined && !context.parsed.explicitCentury) context.parsed.century = value < 69 ? 20 : 19;
  return setDate(context, 'year', value);
};

const century: Reader = (context) => {
  const { cursor, parsed, elementFollows } = context;
  const value = elementFollows ? cursor.number(2, 0, 99) : cursor.number(3, 0, 100);
  if (value === undefined) return false;
  const year = parsed.century === undefined ? 0 : parsed.year;
  parsed.century = value;
  parsed.explicitCentury = true;
  return setDate(context, 'year', year);
};

const quarter: Reader = (context) => {
  const value = context.cursor.number(1, 1, 4);
  return value !== undefined && setDate(context, 'month', value * 3 - 2) && setDate(context, 'day', 1);
};

const monthName: Reader = (context) => {
  const index = context.cursor.name(MONTHS);
  return index !== undefined && setDate(context, 'month', index + 1);
};

/** An element that is looked at only when all are read. */
function other(letter: string, ordinary: boolean, value: (cursor: TextCursor) => number | undefined): Reader {
  return ({ cursor, parsed, position }) => {
    const found = value(cursor);
    if (found === undefined) return false;
    if (ordinary) parsed.ordinary = true;
    parsed.others.push({ letter, value: found, position });
    return true;
  };
}

function spaced(digits: number, low: number, high: number): (cursor: TextCursor) => number | undefined {
  return (cursor) => {
    cursor.skipSpaces();
    return cursor.number(digits, low, high);
  };
}

const hour12: Reader = ({ cursor, parsed }) => {
  const value = spaced(2, 1, 12)(cursor);
  parsed.twelveHour = true;
  return setTime(parsed, 'hour', value === undefined ? undefined : value % 12);
};

const hour24: Reader = ({ cursor, parsed }) => {
  parsed.twelveHour = false;
  return setTime(parsed, 'hour', cursor.number(2, 0, 23));
};

const meridian: Reader = ({ cursor, parsed }) => {
  const found = cursor.matched(/[AaPp][Mm]/y);
  if (found === undefined) return false;
  parsed.afternoon = found.toLowerCase() === 'pm';
  return true;
};

function offset(pattern: RegExp): Reader {
  return ({ cursor, parsed }) => {
    const found = cursor.matched(pattern);
    if (found === undefined) return false;
    const [hours = 0, minutes = 0] = found.match(/\d\d/g)?.map(Number) ?? [];
    if (hours > 23 || minutes > 59) return false;
    const total = hours * 60 + minutes;
    if (total > 14 * 60) throw new Error(`Timezone offset out of valid range -14:00 to +14:00: ${found}`);
    parsed.offsetMinutes = found.startsWith('-') ? -total : total;
    return true;
  };
}

const rfcOffset: Reader = (context) => {
  if (!context.cursor.take('Z')) return offset(/[+-]\d\d(?::?\d\d)?/y)(context);
  context.parsed.offsetMinutes = 0;
  return true;
};

const zoneName: Reader = ({ cursor, parsed }) => {
  const found = cursor.matched(/\S+/y) ?? '';
  findTimeZone(found);
  parsed.zone = found;
  parsed.offsetMinutes = undefined;
  return true;
};

/** Seconds with at most so many digits of a fraction; those behind microseconds are left out. */
function seconds(digits: number): Reader {
  return ({ cursor, parsed }) => {
    if (!setTime(parsed, 'second', cursor.number(2, 0, 60))) return false;
    if (digits === 0 || !cursor.take('.')) return true;
    const found = cursor.matched(new RegExp(`\\d{1,${digits}}`, 'y'));
    if (found === undefined) return false;
    parsed.micro = Number(found.padEnd(6, '0').slice(0, 6));
    return true;
  };
}

const epochSeconds: Reader = ({ cursor, parsed }) => {
  const found = cursor.matched(/-?\d{1,12}/y);
  if (found === undefined) return false;
  parsed.epochSeconds = BigInt(found);
  return true;
};

const spaces: Reader = ({ cursor }) => {
  cursor.skipSpaces();
  return true;
};

/** Elements that are short for others. */
function composed(...elements: readonly string[]): Reader {
  return (context) => elements.every((each) => (each === ' ' ? spaces(context) : (READERS.get(each)?.({ ...context, elementFollows: false }) ?? context.cursor.take(each))));
}

const time: Reader = composed('H', ':', 'M', ':', 'S');
const usDate: Reader = composed('m', '/', 'd', '/', 'y');

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Y', longYear], ['E4Y', fourDigitYear], ['y', shortYear], ['C', century], ['Q', quarter],
  ['m', (context) => setDate(context, 'month', context.cursor.number(2, 1, 12))],
  ['d', (context) => setDate(context, 'day', context.cursor.number(2, 1, 31))],
  ['e', (context) => setDate(context, 'day', spaced(2, 1, 31)(context.cursor))],
  ['B', monthName], ['b', monthName], ['h', monthName],
  ['A', other('w', false, (cursor) => cursor.name(WEEKDAYS))], ['a', other('w', false, (cursor) => cursor.name(WEEKDAYS))],
  ['u', other('w', false, (cursor) => modulo7(cursor.number(1, 1, 7)))], ['w', other('w', false, (cursor) => cursor.number(1, 0, 6))],
  ['j', other('j', true, spaced(3, 1, 366))], ['U', other('U', true, spaced(2, 0, 53))], ['W', other('W', true, spaced(2, 0, 53))],
  ['V', other('V', false, (cursor) => cursor.number(2, 1, 53))], ['J', other('J', false, (cursor) => cursor.number(3, 1, 371))],
  ['G', other('G', false, (cursor) => cursor.number(5, 0, 99_999))], ['g', other('G', false, (cursor) => windowed(cursor.number(2, 0, 99)))],
  ['H', hour24], ['k', (context) => spaces(context) && hour24(context)], ['I', hour12], ['l', hour12],
  ['M', ({ cursor, parsed }) => setTime(parsed, 'minute', cursor.number(2, 0, 59))],
  ['S', seconds(0)], ['E*S', seconds(18)], ['p', meridian], ['P', meridian], ['s', epochSeconds],
  ['z', offset(/[+-]\d\d(?:\d\d)?/y)], ['Ez', rfcOffset], ['Z', zoneName],
  ['c', composed('a', ' ', 'b', ' ', 'e', ' ', 'H', ':', 'M', ':', 'S', ' ', 'Y')],
  ['D', usDate], ['x', usDate], ['F', composed('Y', '-', 'm', '-', 'd')],
  ['R', composed('H', ':', 'M')], ['T', time], ['X', time], ['r', composed('I', ':', 'M', ':', 'S', ' ', 'p')],
  ['n', spaces], ['t', spaces], ['%', ({ cursor }) => cursor.take('%')],
]);

function modulo7(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value % 7;
}

/** A year of two digits: 69 to 99 are of the last century. */
function windowed(year: number | undefined): number | undefined {
  return year === undefined ? undefined : year + (year <= 68 ? 2000 : 1900);
}

/** The reader of an element (without %), with E and O before letters that have such forms; `undefined` if there is none. */
export function findElementReader(element: string): Reader | undefined {
  const digits = /^E(\d)S$/.exec(element)?.[1];
  if (digits !== undefined) return seconds(Number(digits));
  const plain = /^(?:E(?=[cCxXyY]$)|O(?=[deHImMSuUVwWy]$))/.test(element) ? element.slice(1) : element;
  return READERS.get(plain);
}
