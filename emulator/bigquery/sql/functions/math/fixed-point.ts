import { divideRounded } from './decimal-sql';

/** Digits behind the point that intermediate results carry. */
export const DIGITS = 70;
export const ONE = 10n ** BigInt(DIGITS);

export function multiply(a: bigint, b: bigint): bigint {
  return divideRounded(a * b, ONE);
}

export function divide(a: bigint, b: bigint): bigint {
  return divideRounded(a * ONE, b);
}

/** The natural logarithm of a positive number. */
export function logarithm(value: bigint): bigint {
  let halvings = 0n;
  let rest = value;
  for (; rest > (ONE * 3n) / 2n; halvings++) rest /= 2n;
  for (; rest < (ONE * 3n) / 4n; halvings--) rest *= 2n;
  return halvings * LN2 + areaTangent(rest);
}

/** e raised to a number below some hundreds. */
export function exponential(value: bigint): bigint {
  const halvings = value / LN2;
  const rest = value - halvings * LN2;
  let sum = ONE;
  let term = ONE;
  for (let n = 1n; term !== 0n; n++) {
    term = (term * rest) / (ONE * n);
    sum += term;
  }
  return halvings >= 0n ? sum * 2n ** halvings : sum / 2n ** -halvings;
}

/** The largest whole number whose square is not above. */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (guess + value / guess) / 2n;
    if (next >= guess) return guess;
    guess = next;
  }
}

const LN2 = areaTangent(ONE * 2n);

/** ln(x) as 2 artanh((x - 1) / (x + 1)). */
function areaTangent(value: bigint): bigint {
  const ratio = ((value - ONE) * ONE) / (value + ONE);
  const square = (ratio * ratio) / ONE;
  let sum = 0n;
  let power = ratio;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = (power * square) / ONE;
  }
  return sum * 2n;
}
