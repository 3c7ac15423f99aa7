import { daysOf, isDate, MAX_MICROS, MIN_MICROS } from './civil';
import { findTimeZone, toInstant, type TimeZone } from './time-zone';

const TEXT = /^(\d{4,5})-(\d{1,2})-(\d{1,2})(?:[ Tt](?=[\d+-])(?:(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?)?(Z|z|(?: UTC)?[+-]\S+| UTC| [^\s+-]\S*)?)?$/;

/**
 * The instant of a text such as 2020-01-31 10:20:30.123 America/Los_Angeles, in microseconds since the epoch; without a zone in it that of the default.
 * @throws Error `Invalid timestamp: '…'`, `Invalid time zone: …`
 */
export function parseTimestampText(text: string, defaultZone: TimeZone, zoneInText = true): bigint {
  const match = TEXT.exec(text);
  if (!match) throw invalid(text);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((group) => Number(match[group] ?? 0)) as [number, number, number, number, number, number];
  const fraction = match[7] ?? '';
  const isTime = hour <= 23 && minute <= 59 && second <= 60 && fraction.length <= 6;
  if (!isDate(year, month, day) || !isTime) throw invalid(text);
  if (match[8] !== undefined && !zoneInText) throw new Error(`Timezone is not allowed in "${text}"`);
  const zone = match[8] === undefined ? defaultZone : zoneOf(match[8].trim());
  const local = BigInt(((daysOf(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  return inRange(toInstant(zone, local), text);
}

function inRange(micros: bigint, text: string): bigint {
  if (micros < MIN_MICROS || micros > MAX_MICROS) throw invalid(text);
  return micros;
}

function zoneOf(name: string): TimeZone {
  return findTimeZone(/^(Z|z)$/.test(name) ? 'UTC' : name);
}

function invalid(text: string): Error {
  return new Error(`Invalid timestamp: '${text}'`);
}
