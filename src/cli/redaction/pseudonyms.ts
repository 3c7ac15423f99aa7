import { createHmac } from 'node:crypto';
import { remembering } from '../../core/remembering';

/** Stands in for texts: the same for the same text, and telling nothing of it. */
export interface Pseudonyms {
  /** Twelve lower-case letters and digits, a letter first: a name of anything in BigQuery and Cloud Storage. */
  of(text: string): string;
  /** Digits, as many as are asked for, the first of them not 0. */
  digits(text: string, length: number): string;
}

/** Recordings say the same again and again. */
const MEMORY = { most: 20_000, longest: 200 };

/** @param key who has it can tell whether a text was a certain one; without it nobody can */
export function createPseudonyms(key: string): Pseudonyms {
  const hash = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const ofText = remembering(MEMORY, (text) => `x${hash(text).toString('hex').slice(0, 11)}`);
  const digitsOf = remembering(MEMORY, (text) => [...hash(text)].map((byte, at) => (at === 0 ? (byte % 9) + 1 : byte % 10)).join(''));
  return {
    of: ofText,
    digits(text, length) {
      let digits = digitsOf(text);
      for (let part = 1; digits.length < length; part++) digits += digitsOf(`${text}/${part}`);
      return digits.slice(0, length);
    },
  };
}
