import { findTimeZone } from './time-zone';
import { MONTHS, WEEKDAYS } from './names';

/** A date element that counts only together with others: its letter, value, and place among all elements. */
export interface DateElement {
  readonly letter: string;
  readonly value: number;
  readonly position: number;
}

/** What the elements of a format have read so far. */
export interface Parsed {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  micro: number;
  twelveHour: boolean;
  afternoon: boolean;
  /** Of %C, or that a two-digit year is given. */
  century?: number;
  explicitCentury: boolean;
  epochSeconds?: bigint;
  offsetMinutes?: number;
  zone?: string;
  /** Places of the last elements that set year, month and day; 0 for none. */
  lastYear: number;
  lastMonth: number;
  lastDay: number;
  /** Any element of the ordinary calendar: it makes those of ISO years count for nothing. */
  ordinary: boolean;
  readonly others: DateElement[];
}

export interface ElementReader {
  readonly parsed: Parsed;
  readonly atEnd: () => boolean;
  readonly next: () => string;
  readonly skipSpaces: () => void;
  /** Whether the text goes on with this; if so it is passed. */
  readonly take: (expected: string) => boolean;
  /** Reads what an element (without %) stands for; false where the text does not fit. */
  readonly read: (element: string, elementFollows: boolean) => boolean;
}

/** Elements that are short for others. */
const COMPOSED: ReadonlyMap<string, readonly string[]> = new Map([
  ['c', ['a', ' ', 'b', ' ', 'e', ' ', 'H', ':', 'M', ':', 'S', ' ', 'Y']],
  ['D', ['m', '/', 'd', '/', 'y']],
  ['x', ['m', '/', 'd', '/', 'y']],
  ['F', ['Y', '-', 'm', '-', 'd']],
  ['R', ['H', ':', 'M']],
  ['T', ['H', ':', 'M', ':', 'S']],
  ['X', ['H', ':', 'M', ':', 'S']],
  ['r', ['I', ':', 'M', ':', 'S', ' ', 'p']],
]);

/** Reads a text element by element, from its first character that is no space. */
export function createElementReader(text: string): ElementReader {
  let at = 0;
  let position = 0;
  const parsed: Parsed = {
    year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, micro: 0, twelveHour: false, afternoon: false, explicitCentury: false,
    lastYear: 0, lastMonth: 0, lastDay: 0, ordinary: false, others: [],
  };

  function matched(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function skipSpaces(): true {
    matched(/\s*/y);
    return true;
  }

  function take(expected: string): boolean {
    if (!text.startsWith(expected, at)) return false;
    at += expected.length;
    return true;
  }

  function number(digits: number, low: number, high: number): number | undefined {
    const found = matched(new RegExp(`\\d{1,${digits}}`, 'y'));
    const value = Number(found);
    return found === undefined || value < low || value > high ? undefined : value;
  }

  function set(field: 'hour' | 'minute' | 'second', value: number | undefined): boolean {
    if (value === undefined) return false;
    parsed[field] = value;
    return true;
  }

  function setDate(field: 'year' | 'month' | 'day', value: number | undefined): boolean {
    if (value === undefined) return false;
    parsed[field] = value;
    parsed.ordinary = true;
    if (field === 'year') parsed.lastYear = position;
    else if (field === 'month') parsed.lastMonth = position;
    else parsed.lastDay = position;
    return true;
  }

  function fullYear(value: number | undefined): boolean {
    parsed.century = undefined;
    parsed.explicitCentury = false;
    return setDate('year', value);
  }

  function shortYear(): boolean {
    const value = number(2, 0, 99);
    if (value !== undefined && !parsed.explicitCentury) parsed.century = value < 69 ? 20 : 19;
    return setDate('year', value);
  }

  function century(elementFollows: boolean): boolean {
    const value = elementFollows ? number(2, 0, 99) : number(3, 0, 100);
    if (value === undefined) return false;
    const year = parsed.century === undefined ? 0 : parsed.year;
    parsed.century = value;
    parsed.explicitCentury = true;
    return setDate('year', year);
  }

  function quarter(): boolean {
    const value = number(1, 1, 4);
    return value !== undefined && setDate('month', value * 3 - 2) && setDate('day', 1);
  }

  function name(names: readonly string[]): number | undefined {
    const found = matched(/[A-Za-z]+/y)?.toLowerCase();
    if (found === undefined) return undefined;
    const whole = names.findIndex((each) => found.startsWith(each.toLowerCase()));
    const index = whole === -1 ? names.findIndex((each) => found.startsWith(each.slice(0, 3).toLowerCase())) : whole;
    if (index === -1) return undefined;
    at -= found.length - (whole === -1 ? 3 : (names[whole] as string).length);
    return index;
  }

  function other(letter: string, value: number | undefined, ordinary: boolean): boolean {
    if (value === undefined) return false;
    if (ordinary) parsed.ordinary = true;
    parsed.others.push({ letter, value, position });
    return true;
  }

  function hour12(): boolean {
    skipSpaces();
    const value = number(2, 1, 12);
    if (value !== undefined) parsed.twelveHour = true;
    return set('hour', value === undefined ? undefined : value % 12);
  }

  function hour24(): boolean {
    parsed.twelveHour = false;
    return set('hour', number(2, 0, 23));
  }

  function meridian(): boolean {
    const found = matched(/[AaPp][Mm]/y)?.toLowerCase();
    if (found !== undefined) parsed.afternoon = found === 'pm';
    return found !== undefined;
  }

  function offset(pattern: RegExp): boolean {
    const found = matched(pattern);
    if (found === undefined) return false;
    const [hours = 0, minutes = 0] = found.slice(1).replace(':', '').match(/\d\d/g)?.map(Number) ?? [];
    if (hours > 23 || minutes > 59) return false;
    const total = (found.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
    if (Math.abs(total) > 14 * 60) throw new Error(`Timezone offset out of valid range -14:00 to +14:00: ${found[0] ?? ''}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);
    parsed.offsetMinutes = total;
    return true;
  }

  function zoneName(): boolean {
    const found = matched(/\S+/y) ?? '';
    findTimeZone(found);
    parsed.zone = found;
    parsed.offsetMinutes = undefined;
    return true;
  }

  function seconds(digits: number): boolean {
    if (!set('second', number(2, 0, 60))) return false;
    if (digits === 0 || !take('.')) return true;
    const found = matched(new RegExp(`\\d{1,${digits}}`, 'y'));
    if (found === undefined) return false;
    parsed.micro = Number(found.padEnd(6, '0').slice(0, 6));
    return true;
  }

  function epochSeconds(): boolean {
    const found = matched(/-?\d{1,12}/y);
    if (found !== undefined) parsed.epochSeconds = BigInt(found);
    parsed.ordinary = true;
    return found !== undefined;
  }

  function one(element: string, elementFollows: boolean): boolean {
    const spaced = (digits: number, low: number, high: number): number | undefined => (skipSpaces(), number(digits, low, high));
    const digits = /^E(\d)S$/.exec(element)?.[1];
    if (digits !== undefined) return seconds(Number(digits));
    const composed = COMPOSED.get(element.replace(/^E(?=[cxX])/, ''));
    if (composed) return composed.every((each) => (each === ' ' ? skipSpaces() : /\W/.test(each) ? take(each) : one(each, false)));
    switch (element) {
      case 'Y': case 'EY': return fullYear(elementFollows ? number(4, 0, 9999) : number(5, 0, 10_000));
      case 'E4Y': return fullYear(matched(/\d{4}/y) === undefined ? undefined : Number(text.slice(at - 4, at)));
      case 'C': case 'EC': return century(elementFollows);
      case 'y': case 'Ey': case 'Oy': return shortYear();
      case 'm': case 'Om': return setDate('month', number(2, 1, 12));
      case 'd': case 'Od': return setDate('day', number(2, 1, 31));
      case 'e': case 'Oe': return setDate('day', spaced(2, 1, 31));
      case 'Q': return quarter();
      case 'B': case 'b': case 'h': return setDate('month', oneMore(name(MONTHS)));
      case 'A': case 'a': return other('w', name(WEEKDAYS), false);
      case 'u': case 'Ou': return other('w', remainder(number(1, 1, 7), 7), false);
      case 'w': case 'Ow': return other('w', number(1, 0, 6), false);
      case 'j': return other('j', spaced(3, 1, 366), true);
      case 'U': case 'OU': return other('U', spaced(2, 0, 53), true);
      case 'W': case 'OW': return other('W', spaced(2, 0, 53), true);
      case 'V': case 'OV': return other('V', number(2, 1, 53), false);
      case 'J': return other('J', number(3, 1, 371), false);
      case 'G': return other('G', number(5, 0, 99_999), false);
      case 'g': return other('G', windowed(number(2, 0, 99)), false);
      case 'H': case 'OH': return hour24();
      case 'k': return skipSpaces() && hour24();
      case 'I': case 'l': case 'OI': return hour12();
      case 'M': case 'OM': return set('minute', number(2, 0, 59));
      case 'S': case 'OS': return seconds(0);
      case 'E*S': return seconds(6 * 3);
      case 'p': case 'P': return meridian();
      case 's': return epochSeconds();
      case 'z': return offset(/[+-]\d\d(?:\d\d)?/y);
      case 'Ez': return take('Z') ? ((parsed.offsetMinutes = 0), true) : offset(/[+-]\d\d(?::?\d\d)?/y);
      case 'Z': return zoneName();
      case 'n': case 't': return skipSpaces();
      case '%': return take('%');
      default: return false;
    }
  }

  skipSpaces();
  return {
    parsed,
    atEnd: () => at >= text.length,
    next: () => text[at] ?? '',
    skipSpaces: () => void skipSpaces(),
    take,
    read(element, elementFollows) {
      position++;
      return one(element, elementFollows);
    },
  };
}

function oneMore(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value + 1;
}

function remainder(value: number | undefined, divisor: number): number | undefined {
  return value === undefined ? undefined : value % divisor;
}

/** A year of two digits: 69 to 99 are of the last century. */
function windowed(year: number | undefined): number | undefined {
  return year === undefined ? undefined : year + (year <= 68 ? 2000 : 1900);
}
