import { z } from 'zod';
import { bucketNameProblem } from '../bucket-name';
import { DispatchError } from '../errors';
import { compilePattern } from '../filter';
import { isGsUrl, parseGsUrl } from '../gs-url';
import { SECRET_NAME } from '../secret-name';
import { parseTable } from '../table-ref';

/*
 * The words that rule schemas are written in. Each says in its error what is expected, so that a fault reads
 * "found 5, expected a text". Values that hold a variable are checked after expansion.
 *
 * What zod cannot say in a JSON Schema stands in `meta`: it goes there as it is, and checks nothing here. It may be wider
 * than the check, never narrower. `src/config/json-schema/` reads two words of its own: `words` and `definition`.
 */

export const text = (expected = 'a text') => z.string({ error: expected }).min(1, { error: expected });

export const flag = () => z.boolean({ error: 'true or false' });

export const count = (expected: string, least = 1) =>
  z.number({ error: expected }).refine((value) => Number.isInteger(value) && value >= least, { error: expected }).meta({ type: 'integer', minimum: least });

/** One of some words, without regard to case; read as it is spelt here. */
export const keyword = <Word extends string>(words: readonly [Word, ...Word[]]) => {
  const expected = `one of ${words.join(', ')}`;
  const asSpelt = (value: string): string => words.find((word) => word.toLowerCase() === value.toLowerCase()) ?? value;
  return z.string({ error: expected }).transform(asSpelt).pipe(z.enum(words, { error: expected })).meta({ words });
};

/** For an editor: what a text looks like that holds no variable. */
export const shape = (pattern: string, expected: string) => ({ pattern: `\\$|(?:${pattern})`, patternErrorMessage: `Expected ${expected}.` });

/** Why the bucket of an address can be none. */
function bucketProblem(value: unknown): string {
  const [, bucket] = typeof value === 'string' ? (/^gs:\/\/([^/]+)/.exec(value) ?? []) : [];
  const problem = bucket === undefined ? undefined : bucketNameProblem(bucket);
  return problem === undefined ? '' : `; ${problem}`;
}

const gsUrlShape = (expected: string) => shape('^gs://[a-z0-9][a-z0-9._-]{1,220}[a-z0-9](?:/|$)', expected);

/** An object or folder in Cloud Storage. */
export const gsUrl = (expected = 'a gs://bucket/object URL') =>
  text(expected).refine(unlessVariable(parseGsUrl), { error: ({ input }) => `${expected}${bucketProblem(input)}` }).meta(gsUrlShape(expected));

/** The same in a configuration, where there is no job whose `$Variables` it could name. What could not be resolved is told already. */
export const fixedGsUrl = (expected: string) =>
  text(expected)
    .refine((value) => value.includes('${config.') || isGsUrl(value), { error: ({ input }) => `${expected}${String(input).includes('$') ? '; only ${config.Name} is replaced here' : bucketProblem(input)}` })
    .meta(gsUrlShape(expected));

/** A secret of Secret Manager, or a file with it. */
export const secretName = () => {
  const expected = 'projects/<project>/secrets/<secret>[/versions/<version>] or the gs:// URL of a file';
  return text(expected).refine((value) => value.includes('$') || SECRET_NAME.test(value) || isGsUrl(value), { error: expected }).meta(shape('^projects/[^/]+/secrets/|^gs://', expected));
};

/** One URL or a list of them; a text that is a variable may become a list. */
export const gsUrls = () => {
  const expected = 'a gs://bucket/object URL or a list of them';
  return z.union([gsUrl(), z.array(gsUrl())], { error: expected });
};

/** `[project:]dataset.table` or `project.dataset.table`. */
export const table = () => {
  const expected = 'a table, [project:]dataset.table';
  return text(expected).refine(unlessVariable((value) => parseTable(value, 'project')), { error: expected }).meta(shape('^[A-Za-z0-9_.:`-]+\\.[^.:/\\r\\n\\t]+$', expected));
};

/** An RE2 expression; its own syntax error is the message. */
export const pattern = () =>
  z.string({ error: 'a text with an RE2 expression' }).superRefine((value, context) => {
    try {
      compilePattern(value);
    } catch (error) {
      if (!(error instanceof DispatchError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, params: { code: error.code } });
    }
  });

/** Texts by their names. */
export const texts = (expected: string) => z.record(z.string(), z.string({ error: expected }), { error: expected });

/** Values that are kept in the record and otherwise left alone. */
export const anything = () => z.unknown();

/** The items of a list that are read one by one, each by the terms of that name. */
export const readApart = (definition: 'action' | 'route') => z.unknown().meta({ definition });

/** Exactly one of two fields is given. */
export const exactlyOne = <Term extends z.ZodObject>(term: Term, [first, second]: readonly [string, string], expected = `either ${first} or ${second}`): Term =>
  term
    .refine((value) => (value[first] === undefined) !== (value[second] === undefined), { error: expected })
    .meta({ oneOf: [{ required: [first] }, { required: [second] }] });

/** What an editor reads a file by; it says nothing to the service. */
export const schemaAddress = () => z.string({ error: 'the address of a JSON Schema' }).optional().describe('The JSON Schema by which an editor completes and checks this file. It has no effect.');

function unlessVariable(parse: (value: string) => unknown): (value: string) => boolean {
  return (value) => {
    if (value.includes('$')) return true;
    try {
      parse(value);
      return true;
    } catch {
      return false;
    }
  };
}
