const MICROS_A_DAY = 86_400_000_000n;
const MICROS_A_SECOND = 1_000_000n;
const MS_A_DAY = 86_400_000;
/** 0001-01-01 and 9999-12-31, in days from the epoch. */
const MIN_DAYS = -719_162;
const MAX_DAYS = 2_932_896;

/** A DATE from days since 1970-01-01, or `undefined` outside of the years 1 to 9999. */
export function dateOfDays(days: number): string | undefined {
  if (days < MIN_DAYS || days > MAX_DAYS) return undefined;
  return new Date(days * MS_A_DAY).toISOString().slice(0, 10);
}

/** A TIME from microseconds since midnight, or `undefined` where a day has no such time. */
export function timeOfMicros(micros: bigint): string | undefined {
  if (micros < 0n || micros >= MICROS_A_DAY) return undefined;
  const clock = new Date(Number(micros / 1000n)).toISOString().slice(11, 19);
  const fraction = (micros % MICROS_A_SECOND).toString().padStart(6, '0').replace(/0+$/, '');
  return fraction === '' ? clock : `${clock}.${fraction}`;
}

/** A TIMESTAMP from microseconds since the epoch, or `undefined` outside of the years 1 to 9999. */
export function timestampOfMicros(micros: bigint): string | undefined {
  const parts = splitMicros(micros);
  return parts && `${parts.date} ${parts.time} UTC`;
}

/** A DATETIME from microseconds since 1970-01-01T00:00:00, or `undefined` outside of the years 1 to 9999. */
export function datetimeOfMicros(micros: bigint): string | undefined {
  const parts = splitMicros(micros);
  return parts && `${parts.date}T${parts.time}`;
}

/** Days since 1970-01-01 of a canonical DATE. */
export function daysOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / MS_A_DAY;
}

/** Microseconds since midnight of a canonical TIME. */
export function microsOfTime(time: string): bigint {
  const [clock = '', fraction = ''] = time.split('.');
  return BigInt(Date.parse(`1970-01-01T${clock}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

/** Microseconds since the epoch of a canonical TIMESTAMP or DATETIME. */
export function microsOfInstant(text: string): bigint {
  return BigInt(daysOfDate(text.slice(0, 10))) * MICROS_A_DAY + microsOfTime(text.slice(11).replace(' UTC', ''));
}

function splitMicros(micros: bigint): { date: string; time: string } | undefined {
  const rest = ((micros % MICROS_A_DAY) + MICROS_A_DAY) % MICROS_A_DAY;
  const date = dateOfDays(Number((micros - rest) / MICROS_A_DAY));
  const time = timeOfMicros(rest);
  return date === undefined || time === undefined ? undefined : { date, time };
}
