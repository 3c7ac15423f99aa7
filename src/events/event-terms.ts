import { z } from 'zod';
import { DispatchError } from '../core/errors';
import { isJobId } from '../core/job';

const PROJECT_ID = /^(?:[a-z0-9.-]{1,100}:)?[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const LOCATION = /^[A-Za-z0-9-]{1,40}$/;

export const text = () => z.string({ error: 'a text' });
export const texts = () => z.array(text(), { error: 'a list of texts' });
export const isProjectId = (value: string): boolean => PROJECT_ID.test(value);
export const isLocation = (value: string): boolean => LOCATION.test(value);

export const jobId = () => text().refine(isJobId, { error: 'a job ID, 1 to 1,024 letters, digits, _ or -' });
export const projectId = () => text().regex(PROJECT_ID, { error: 'a project ID' });
export const location = () => text().regex(LOCATION, { error: 'a location such as US or europe-west1' });
export const table = () => object({ projectId: text(), datasetId: text(), tableId: text() });

/** An object with these fields, and whatever else. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape, { error: 'an object' });

/** @throws DispatchError EVENT_INVALID with all faults */
export function readTerm<T>(term: z.ZodType<T>, message: unknown, what: string): T {
  const parsed = term.safeParse(message);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message: expected }) => `${path.join('.')}: expected ${expected}`);
  throw new DispatchError('EVENT_INVALID', `${what} with faults: ${faults.join('; ')}`);
}

/** Whatever came as JSON. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object in a field, or one without fields. */
export function objectIn(value: Json, field: string): Json {
  const found = value[field];
  return isObject(found) ? found : {};
}

export function textIn(value: Json, field: string): string | undefined {
  const found = value[field];
  return typeof found === 'string' && found !== '' ? found : undefined;
}
