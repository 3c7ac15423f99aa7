import { daysOf, isDate } from '../temporal/civil';
import type { ModelElement, MomentType } from './format-model';
import { MONTHS } from './print-model';

export interface ReadMoment {
  readonly micros: bigint;
  /** Where the text names an offset from UTC. */
  readonly offsetMinutes?: number;
}

/** What a text shows by a format model, in microseconds of a clock. @throws Error where the text does not fit */
export function readModel(elements: readonly ModelElement[], text: string, type: MomentType): ReadMoment {
  checkModel(elements);
  const found = new Map<string, string>();
  let at = 0;
  for (const [n, element] of elements.entries()) {
    const pattern = new RegExp(patternOf(element, isDelimited(elements, n)), 'iy');
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) throw failed(text);
    at += match[0].length;
    if (element.text === undefined) found.set(groupOf(element.name), match[0]);
  }
  if (text.slice(at).trim() !== '') throw failed(text);
  const time = timeOf(found);
  const date = type === 'TIME' ? 0 : dateOf(found, text);
  const sign = found.get('TZH')?.startsWith('-') ? -1 : 1;
  const hours = Math.abs(Number(found.get('TZH') ?? 0));
  const offset = found.has('TZH') || found.has('TZM') ? { offsetMinutes: sign * (hours * 60 + Number(found.get('TZM') ?? 0)) } : {};
  return { micros: BigInt(date) * 86_400_000_000n + time, ...offset };
}

/** Elements of the same part have one name. */
function groupOf(name: string): string {
  if (/^[YR]/.test(name)) return 'YEAR';
  if (/^M(?:M|ON|ONTH)$/.test(name)) return 'MONTH';
  if (/^[AP]\.?M/.test(name)) return 'MERIDIAN';
  return name.startsWith('FF') ? 'FF' : name;
}

function checkModel(elements: readonly ModelElement[]): void {
  const names = elements.filter(({ text }) => text === undefined).map(({ name }) => name);
  const count = (pattern: RegExp): number => names.filter((name) => pattern.test(name)).length;
  for (const [part, pattern] of [['year', /^[YR]/], ['month', /^M(?:M|ON|ONTH)$/], ['day', /^DDD?$/], ['hour', /^HH/], ['meridian indicator', /^[AP]\.?M/]] as const) {
    if (count(pattern) > 1) throw new Error(`More than one format element in category ${part} exist`);
  }
  if (new Set(names).size < names.length) throw new Error('A format element appears more than once');
  if (count(/^(?:D|DAY|DY)$/) > 0) throw new Error('Format element D, DAY or DY is not supported for parsing');
  const meridian = count(/^[AP]\.?M/);
  if (meridian !== count(/^HH(?:12)?$/)) throw new Error('Format element in category METERIAN_INDICATOR is required together with HH or HH12');
  if (count(/^DDD$/) > 0 && count(/^M(?:M|ON|ONTH)$/) > 0) throw new Error("Format element in category MONTH and format element 'DDD' cannot exist simultaneously");
  if (count(/^SSSSS$/) > 0 && count(/^(?:HH|MI$|SS$|[AP]\.?M)/) > 0) throw new Error("Format element 'SSSSS' and hour, minute or second elements cannot exist simultaneously");
}

/** Whether something that is no digit follows. */
function isDelimited(elements: readonly ModelElement[], n: number): boolean {
  const next = elements[n + 1];
  return next === undefined || (next.text !== undefined && !/^\d/.test(next.text)) || /^(?:MON|[AP]\.?M|TZH)/.test(next.name);
}

const NAMED_PATTERNS: ReadonlyMap<string, string> = new Map([
  ['Y,YYY', '\\d{1,2},\\d{3}'],
  ['MONTH', MONTHS.join('|')],
  ['MON', MONTHS.map((month) => month.slice(0, 3)).join('|')],
  ['AM', '[AP]M'],
  ['PM', '[AP]M'],
  ['A.M.', '[AP]\\.M\\.'],
  ['P.M.', '[AP]\\.M\\.'],
]);
const DIGITS: ReadonlyMap<string, number> = new Map([['YYYY', 4], ['RRRR', 4], ['DDD', 3], ['SSSSS', 5]]);

function patternOf({ name, text }: ModelElement, delimited: boolean): string {
  if (text === ' ') return '\\s+';
  if (text !== undefined) return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const named = NAMED_PATTERNS.get(name);
  if (named !== undefined) return named;
  const most = name.startsWith('FF') ? Number(name.slice(2)) : (DIGITS.get(name) ?? 2);
  const digits = delimited ? `\\d{1,${most === 4 ? 5 : most}}` : `\\d{${most}}`;
  return name === 'TZH' ? `[+ -]${digits}` : digits;
}

function timeOf(found: ReadonlyMap<string, string>): bigint {
  const part = (name: string): number => Number(found.get(name) ?? 0);
  const meridian = found.get('MERIDIAN');
  const hour = meridian === undefined ? part('HH24') : ((part('HH') + part('HH12')) % 12) + (/^p/i.test(meridian) ? 12 : 0);
  const [minute, second] = [part('MI'), part('SS')];
  if (hour > 23 || minute > 59 || second > 59 || part('HH') + part('HH12') > 12 || part('SSSSS') > 86_399) throw new Error('Time part is out of range');
  const fraction = BigInt(Math.round(Number((found.get('FF') ?? '').padEnd(9, '0')) / 1000));
  return BigInt((hour * 60 + minute) * 60 + second + part('SSSSS')) * 1_000_000n + fraction;
}

function dateOf(found: ReadonlyMap<string, string>, text: string): number {
  const year = Number((found.get('YEAR') ?? '').replace(',', ''));
  const month = monthOf(found.get('MONTH') ?? '');
  const ordinal = found.get('DDD');
  if (ordinal !== undefined) {
    const days = daysOf(year, 1, 1) + Number(ordinal) - 1;
    if (Number(ordinal) < 1 || days >= daysOf(year + 1, 1, 1)) throw failed(text);
    return days;
  }
  const day = Number(found.get('DD') ?? 1);
  if (!isDate(year, month, day)) throw failed(text);
  return daysOf(year, month, day);
}

function monthOf(written: string): number {
  if (/^\d/.test(written)) return Number(written);
  return MONTHS.findIndex((month) => month.startsWith(written.slice(0, 3).toUpperCase())) + 1;
}

function failed(text: string): Error {
  return new Error(`Failed to parse input string ${JSON.stringify(text)}`);
}
