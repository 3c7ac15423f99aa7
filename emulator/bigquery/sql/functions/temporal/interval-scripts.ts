import { script } from '../define';
import type { ScriptFunction } from '../function-definition';
import { addToDatetime, addToTimestamp } from './arithmetic';
import { MICROS_PER_DAY } from './civil';

interface Parts {
  readonly months: bigint;
  readonly days: bigint;
  readonly micros: bigint;
}

/** As DuckDB casts to INTERVAL. */
function textOf({ months, days, micros }: Parts): string {
  return `${months} months ${days} days ${micros} microseconds`;
}

/** Moves whole large units out of a small one, so that both have one sign. */
function carried(large: bigint, small: bigint, size: bigint): readonly [bigint, bigint] {
  const [high, low] = [large + small / size, small % size];
  if (high > 0n && low < 0n) return [high - 1n, low + size];
  return high < 0n && low > 0n ? [high + 1n, low - size] : [high, low];
}

function justified(parts: Parts, how: string): Parts {
  if (how === 'hours') {
    const [days, micros] = carried(parts.days, parts.micros, MICROS_PER_DAY);
    return { ...parts, days, micros };
  }
  if (how === 'days') {
    const [months, days] = carried(parts.months, parts.days, 30n);
    return { ...parts, months, days };
  }
  const [months, rest] = carried(parts.months, parts.days * MICROS_PER_DAY + parts.micros, 30n * MICROS_PER_DAY);
  return { months, days: rest / MICROS_PER_DAY, micros: rest % MICROS_PER_DAY };
}

function addParts(local: bigint, { months, days, micros }: Parts): bigint {
  const monthly = months === 0n ? local : addToDatetime(local, { number: months, part: 'MONTH' });
  const daily = days === 0n ? monthly : addToDatetime(monthly, { number: days, part: 'DAY' });
  return micros === 0n ? daily : addToDatetime(daily, { number: micros, part: 'MICROSECOND' });
}

function addPartsToInstant(instant: bigint, { months, days, micros }: Parts): bigint {
  if (months !== 0n) throw new Error('TIMESTAMP +/- INTERVAL is not supported for intervals with non-zero MONTH or YEAR part.');
  return addToTimestamp(days === 0n ? instant : addToTimestamp(instant, { number: days, part: 'DAY' }), { number: micros, part: 'MICROSECOND' });
}

/** The parts and what stands behind them, as the SQL passes them. */
type Numbers = readonly [months: bigint, days: bigint, micros: bigint];

function partsOf([months, days, micros]: Numbers): Parts {
  return { months, days, micros };
}

const BIG = 'BIGINT';

export const INTERVAL_SCRIPTS: readonly ScriptFunction[] = [
  script('justify_interval', `VARCHAR, ${BIG}, ${BIG}, ${BIG} -> VARCHAR`, (how: string, ...numbers: Numbers) => textOf(justified(partsOf(numbers), how))),
  script('add_interval_to_local', `${BIG}, ${BIG}, ${BIG}, ${BIG} -> ${BIG}`, (local: bigint, ...numbers: Numbers) => addParts(local, partsOf(numbers))),
  script('add_interval_to_instant', `${BIG}, ${BIG}, ${BIG}, ${BIG} -> ${BIG}`, (instant: bigint, ...numbers: Numbers) => addPartsToInstant(instant, partsOf(numbers))),
];
