import { splitMicros } from './civil';

/** A time zone: its offset from UTC in seconds, east positive, at an instant. */
export interface TimeZone {
  /** Microseconds since the epoch. */
  readonly offsetAt: (micros: bigint) => number;
}

/** Names that ICU knows and the time zone database does not. */
const NOT_IN_DATABASE = new Set('ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(' '));
const OFFSET = /^(?:UTC)?([+-])(\d{1,2})(?::?(\d{1,2}))?$/;
const zones = new Map<string, TimeZone>();

/** @throws Error `Invalid time zone: x` */
export function findTimeZone(name: string): TimeZone {
  const known = zones.get(name);
  if (known) return known;
  if (name === '') throw new Error('Invalid empty time zone');
  const zone = offsetZone(name) ?? namedZone(name);
  if (zones.size > 100) zones.clear();
  zones.set(name, zone);
  return zone;
}

function offsetZone(name: string): TimeZone | undefined {
  const match = OFFSET.exec(name);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (Number(match[3] ?? 0) > 59 || minutes > 14 * 60) throw new Error(`Invalid time zone: ${name}`);
  const seconds = (match[1] === '-' ? -60 : 60) * minutes;
  return { offsetAt: () => seconds };
}

function namedZone(name: string): TimeZone {
  if (name === 'UTC') return { offsetAt: () => 0 };
  const format = formatOf(name);
  const days = new Map<number, number | undefined>();

  function exactly(ms: number): number {
    const match = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(format.format(ms));
    if (!match?.[1]) return 0;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0));
  }

  /** The offset of a whole UTC day, if it is one. */
  function ofDay(day: number): number | undefined {
    if (days.has(day)) return days.get(day);
    const offset = exactly(day * 86_400_000);
    const whole = offset === exactly(day * 86_400_000 + 86_399_999) ? offset : undefined;
    if (days.size > 20_000) days.clear();
    days.set(day, whole);
    return whole;
  }

  return {
    offsetAt(micros) {
      const { days: day, time } = splitMicros(micros);
      return ofDay(day) ?? exactly(day * 86_400_000 + Math.floor(time / 1000));
    },
  };
}

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    if (NOT_IN_DATABASE.has(name.toUpperCase())) throw new RangeError(name);
    return new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    throw new Error(`Invalid time zone: ${name}`);
  }
}

/** What clocks of the zone show at an instant, as microseconds since their own 1970-01-01 00:00. */
export function toLocal(zone: TimeZone, micros: bigint): bigint {
  return micros + BigInt(zone.offsetAt(micros)) * 1_000_000n;
}

const DAY = 86_400_000_000n;

/**
 * The instant at which clocks of the zone show a time: the first where they show it twice, and where they jump over it the one that would be if they had
 * not yet.
 */
export function toInstant(zone: TimeZone, local: bigint): bigint {
  const before = at(local, zone.offsetAt(local - DAY));
  if (zone.offsetAt(before.micros) === before.offset) return before.micros;
  const after = at(local, zone.offsetAt(local + DAY));
  return zone.offsetAt(after.micros) === after.offset ? after.micros : before.micros;
}

function at(local: bigint, offset: number): { readonly micros: bigint; readonly offset: number } {
  return { micros: local - BigInt(offset) * 1_000_000n, offset };
}
