/** A date element that counts only together with others: its letter, value, and place among all elements. */
export interface DateElement {
  readonly letter: string;
  readonly value: number;
  readonly position: number;
}

/** What the elements of a format have read so far. */
export interface ParsedMoment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  micro: number;
  twelveHour: boolean;
  afternoon: boolean;
  /** Of %C, or of a two-digit year. */
  century?: number;
  explicitCentury: boolean;
  epochSeconds?: bigint;
  offsetMinutes?: number;
  zone?: string;
  /** Places of the last elements that set year, month and day; 0 for none. */
  readonly last: { year: number; month: number; day: number };
  /** Any element of the ordinary calendar: it makes those of ISO years count for nothing. */
  ordinary: boolean;
  readonly others: DateElement[];
}

export function createParsedMoment(): ParsedMoment {
  return {
    year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, micro: 0,
    twelveHour: false, afternoon: false, explicitCentury: false, ordinary: false,
    last: { year: 0, month: 0, day: 0 },
    others: [],
  };
}
