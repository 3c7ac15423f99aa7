/** The three numbers that make up an INTERVAL: each has its own sign. As DuckDB SQL, BIGINT. */
export interface IntervalParts {
  readonly months: string;
  readonly days: string;
  readonly micros: string;
}

/** The parts of an INTERVAL expression. */
export function intervalParts(interval: string): IntervalParts {
  return {
    months: `(datepart('year', ${interval}) * 12 + datepart('month', ${interval}))`,
    days: `datepart('day', ${interval})`,
    micros: `(datepart('hour', ${interval}) * 3600000000 + datepart('minute', ${interval}) * 60000000 + datepart('microsecond', ${interval}))`,
  };
}

/** An INTERVAL of its parts; NULL where one is. A part that is left out is 0. */
export function intervalOfParts(parts: Partial<IntervalParts>): string {
  const { months = '0', days = '0', micros = '0' } = parts;
  return `(to_months(CAST(${months} AS INTEGER)) + to_days(CAST(${days} AS INTEGER)) + to_microseconds(CAST(${micros} AS BIGINT)))`;
}
