import { createHmac } from 'node:crypto';

/** Stands in for texts: the same for the same text, and telling nothing of it. */
export interface Pseudonyms {
  /** Twelve lower-case letters and digits, a letter first: a name of anything in BigQuery and Cloud Storage. */
  of(text: string): string;
  /** Digits, as many as are asked for, the first of them not 0. */
  digits(text: string, length: number): string;
}

/** @param key who has it can tell whether a text was a certain one; without it nobody can */
export function createPseudonyms(key: string): Pseudonyms {
  const hash = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return {
    of: (text) => `x${hash(text).toString('hex').slice(0, 11)}`,
    digits: (text, length) => Array.from({ length }, (_, at) => (hash(`${text}/${at}`)[0] as number) % (at === 0 ? 9 : 10) + (at === 0 ? 1 : 0)).join(''),
  };
}
