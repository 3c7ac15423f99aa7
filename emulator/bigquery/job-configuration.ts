import { z } from 'zod';
import { DispatchError } from '../../src/core/errors';
import { parseGsUrl } from '../../src/core/gs-url';
import type { JobConfiguration } from '../../src/core/job-resource';
import { splitDecorator } from './partition-id';
import { datasetIdProblem, tableIdProblem } from './resource-names';

/** Stands for a whole number; clients send it as a number or as a text. */
export const wholeNumber = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().min(0));

/** An int64 as a text. */
export const int64 = z.union([z.int().transform(String), z.string().regex(/^-?\d{1,19}$/)]);

export const rangePartitioning = z.strictObject({ field: z.string(), range: z.strictObject({ start: int64, end: int64, interval: int64 }) });

export const createDisposition = z.enum(['CREATE_IF_NEEDED', 'CREATE_NEVER']).default('CREATE_IF_NEEDED');
export const writeDisposition = z.enum(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY']);

/** A table reference; the table's ID may carry a `$partition`. */
export const tableReference = z
  .object({ projectId: z.string().min(1), datasetId: z.string(), tableId: z.string() })
  .superRefine((ref, context) => {
    const problem = datasetIdProblem(ref.datasetId) ?? tableIdProblem(splitDecorator(ref).table.tableId);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

/** A gs:// URI with at most one `*`, and that in the object's name. */
export const gsUri = z.string().superRefine((uri, context) => {
  try {
    if (parseGsUrl(uri).name.split('*').length > 2) context.addIssue({ code: 'custom', message: `${uri} has more than one *` });
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

/**
 * Reads one section of a job's configuration.
 * @param path where it stands, such as `configuration.load`
 * @throws DispatchError INVALID_REQUEST naming the fields at fault, UNSUPPORTED for a field that the emulator lacks
 */
export function parseSection<S extends z.ZodRawShape>(section: unknown, shape: z.ZodObject<S>, path: string): z.output<z.ZodObject<S>> {
  if (typeof section !== 'object' || section === null || Array.isArray(section)) throw invalidRequest(`${path} must be an object`);
  const given = Object.entries(section).filter(([, value]) => value !== undefined && value !== null);
  const unknown = given.find(([name, value]) => !Object.hasOwn(shape.shape, name) && !isDefault(value));
  if (unknown) throw new DispatchError('UNSUPPORTED', `${path}.${unknown[0]} is not emulated`);
  const parsed = shape.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues.map((issue) => `${[path, ...issue.path.map(String)].join('.')}: ${issue.message}`).join('; '));
}

export function invalidRequest(message: string): DispatchError {
  return new DispatchError('INVALID_REQUEST', message);
}

/** What asks for nothing, so that it does no harm when it is not known. */
function isDefault(value: unknown): boolean {
  return value === false || value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

const SECTIONS = ['load', 'copy', 'extract', 'query'] as const;

/**
 * Which job a configuration asks for.
 * @throws DispatchError INVALID_REQUEST unless it is exactly one
 */
export function sectionOf(configuration: JobConfiguration): (typeof SECTIONS)[number] {
  const given = SECTIONS.filter((name) => configuration[name] !== undefined);
  if (given.length === 1) return given[0] as (typeof SECTIONS)[number];
  const found = given.length === 0 ? 'none' : given.join(' and ');
  throw invalidRequest(`configuration: exactly one of ${SECTIONS.join(', ')} is required, found ${found}`);
}
