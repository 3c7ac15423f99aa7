import { addToDate } from './arithmetic';

/** A list must not have more elements. */
const MOST_ELEMENTS = 1_048_575;

interface Series {
  readonly start: bigint;
  readonly end: bigint;
  readonly up: boolean;
}

function generated({ start, end, up }: Series, add: (index: bigint) => bigint): bigint[] {
  const result: bigint[] = [];
  for (let index = 0n, value = start; up ? value <= end : value >= end; value = add(++index)) {
    if (result.length >= MOST_ELEMENTS) throw new Error(`Cannot generate arrays with more than ${MOST_ELEMENTS} elements.`);
    result.push(value);
  }
  return result;
}

/** Days from start to end, each so many parts after the first one. @throws Error for a step of 0 */
export function generateDates(...[start, end, number, part]: readonly [start: bigint, end: bigint, number: bigint, part: string]): bigint[] {
  if (number === 0n) throw new Error('Sequence step cannot be 0.');
  const outside = number > 0n ? end + 1n : end - 1n;
  const at = (index: bigint): bigint => {
    try {
      return BigInt(addToDate(Number(start), { number: number * index, part }));
    } catch {
      return outside;
    }
  };
  return generated({ start, end, up: number > 0n }, at);
}

/** @throws Error for a step of 0 */
export function generateTimestamps(start: bigint, end: bigint, stepMicros: bigint): bigint[] {
  if (stepMicros === 0n) throw new Error('Sequence step cannot be 0.');
  return generated({ start, end, up: stepMicros > 0n }, (index) => start + stepMicros * index);
}
