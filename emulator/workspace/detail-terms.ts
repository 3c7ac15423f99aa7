import { z } from 'zod';
import { text } from '../../src/core/rules/terms';
import { labelsProblem } from '../bigquery/labels';

/*
 * The words that `dataset.json`, `<table>.table.json` and `<routine>.routine.json` are written in: the fields of
 * datasets.get, tables.get and routines.get, by their names there.
 */

/** A whole number as the API has it. */
export const int64 = () => {
  const expected = 'a whole number as a text, an int64';
  return z.string({ error: expected }).regex(/^-?\d{1,19}$/, { error: expected });
};

/** Milliseconds since the epoch. */
export const millis = () => {
  const expected = 'a time in milliseconds since 1970 as a text';
  return z.string({ error: expected }).regex(/^\d{1,15}$/, { error: expected });
};

export const flag = () => z.boolean({ error: 'true or false' });

/** A text that may be empty. */
export const words = () => z.string({ error: 'a text' });

export const texts = () => z.record(z.string(), words(), { error: 'an object of texts' });

export const labels = () => {
  const expected = 'labels: at most 64, each of at most 63 lower-case letters, digits, underscores and dashes';
  return texts().refine((given) => labelsProblem(given) === undefined, { error: expected });
};

export const list = <T>(item: z.ZodType<T>, expected: string) => z.array(item, { error: expected });

/** An object that is kept as it is. */
export const anyObject = () => z.looseObject({}, { error: 'an object' });

export const kmsKey = () => z.object({ kmsKeyName: text('the name of a key').optional() }, { error: 'an object with kmsKeyName' });

/** Of what can be recorded: when it was made and last changed. */
export const TIMES = { creationTime: millis().optional(), lastModifiedTime: millis().optional() };

/** Who may do what, as getIamPolicy answers, without the etag. */
export const iamPolicy = () =>
  z.object(
    {
      version: z.number({ error: 'a whole number' }).int({ error: 'a whole number' }).optional(),
      bindings: list(anyObject(), 'a list of objects').optional(),
      auditConfigs: list(anyObject(), 'a list of objects').optional(),
    },
    { error: 'an object with bindings' },
  );
