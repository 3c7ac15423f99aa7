import { z } from 'zod';
import { count, text, texts } from '../../src/core/rules/terms';

/** What a service that is called is to answer, as `outbox/responses.json` says it. */
export interface FakeAnswer {
  /** Any method where it is missing. */
  readonly Method?: string;
  /** The URL itself, or with a `*` at its end how it begins; `*` is any. */
  readonly URL: string;
  /** 200 where it is missing. */
  readonly Status?: number;
  readonly Headers?: Readonly<Record<string, string>>;
  /** A text, or JSON that is sent as such; `{}` where it is missing, nothing for a status that has no body. */
  readonly Body?: unknown;
  /** How often it is given, before the next one in the list that fits; always where it is missing. */
  readonly Times?: number;
}

const status = 'a status from 200 to 599';
const url = 'an http: or https: URL, with a * at its end where more may follow';

export const fakeAnswersTerm = z.array(
  z.object(
    {
      Method: text().regex(/^[A-Za-z]+$/, { error: 'a method such as POST' }).optional(),
      URL: text(url).refine(isPattern, { error: url }),
      Status: count(status, 200).refine((value) => value < 600, { error: status }).optional(),
      Headers: texts('an object of texts').optional(),
      Body: z.unknown().optional(),
      Times: count('a whole number, at least 1').optional(),
    },
    { error: 'an object with URL, Status, Body' },
  ),
  { error: 'a list of answers' },
);

/** The answers of a workspace, used up as they are given. */
export interface FakeAnswers {
  /** The first in the list that fits and is not used up. */
  take(method: string, url: string): FakeAnswer | undefined;
}

export function createFakeAnswers(answers: readonly FakeAnswer[]): FakeAnswers {
  const given = new Map<FakeAnswer, number>();
  return {
    take(method, url) {
      const found = answers.find((answer) => fits(answer, method, url) && (given.get(answer) ?? 0) < (answer.Times ?? Infinity));
      if (found) given.set(found, (given.get(found) ?? 0) + 1);
      return found;
    },
  };
}

function fits({ Method, URL: pattern }: FakeAnswer, method: string, url: string): boolean {
  if (Method !== undefined && Method.toUpperCase() !== method) return false;
  return pattern.endsWith('*') ? url.startsWith(withPlainOrigin(pattern.slice(0, -1))) : url === new URL(pattern).href;
}

function isPattern(value: string): boolean {
  const begin = value.replace(/\*$/, '');
  if (begin.includes('*')) return false;
  return value === '*' || (/^https?:\/\//i.test(begin) && (value.endsWith('*') || URL.canParse(value)));
}

/** Calls name protocol and host in lower case. */
function withPlainOrigin(begin: string): string {
  return begin.replace(/^https?:\/\/[^/?#]*/i, (origin) => origin.toLowerCase());
}
