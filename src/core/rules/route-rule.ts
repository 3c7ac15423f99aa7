import { z } from 'zod';
import type { When } from '../filter';
import { onEndTerms, readActions, type ActionRule } from './action-rule';
import type { Path } from './fault';
import { fieldOf } from './field-of';
import type { RuleReader } from './rule-reader';
import { anything, pattern, schemaAddress, text } from './terms';

/** A route as a configuration says it. */
export interface RouteRule {
  readonly Name?: string;
  readonly When: When;
  readonly OnSuccess: readonly ActionRule[];
  readonly OnFailure: readonly ActionRule[];
  readonly Info?: unknown;
}

const JOB_TYPES = ['QUERY', 'LOAD', 'EXTRACT', 'COPY', ''];

const whenTerm = z.object({
  Source: pattern().optional().meta({ description: 'An RE2 expression, searched anywhere in the SQL, the source URIs or the source tables.', examples: ['^gs://landing/orders/'] }),
  Dest: pattern().optional().meta({ description: 'An RE2 expression, searched anywhere in project:dataset.table, or in the URIs of an EXTRACT job.', examples: [':sales\\.orders$'] }),
  Type: z.string({ error: 'QUERY, LOAD, EXTRACT or COPY' }).meta({ words: JOB_TYPES }).optional().describe('The type of the job.'),
}, { error: 'an object with Source, Dest or Type' });

/** A route of a configuration. */
export const routeTerm = z.object({
  Name: text().optional().describe('What the route is called in records.'),
  When: whenTerm.describe('Which jobs the route is for: every field given must hold. Without any it is for none.'),
  ...onEndTerms,
  Info: anything().optional().describe('A note; kept in the record.'),
}, { error: 'a route, { "When": {…}, "OnSuccess": […] }' });

/** A route that is a file as a whole. */
const routeFileTerm = routeTerm.extend({ $schema: schemaAddress() });

/** Reads a route; with a fault anywhere in it there is none. */
export function readRoute(value: unknown, path: Path, reader: RuleReader): RouteRule | undefined {
  const before = reader.faults.length;
  const rule = reader.read(path.length === 0 ? routeFileTerm : routeTerm, value, path);
  const lists = rule ?? listsOf(value);
  const asynchronous = rule?.Async ?? false;
  const OnSuccess = readActions(lists.OnSuccess, { path: [...path, 'OnSuccess'], reader, asynchronous });
  const OnFailure = readActions(lists.OnFailure, { path: [...path, 'OnFailure'], reader, asynchronous });
  const type = rule?.When.Type;
  if (type !== undefined && !JOB_TYPES.includes(type.toUpperCase())) {
    reader.report('INVALID_VALUE', [...path, 'When', 'Type'], { message: `found ${JSON.stringify(type)}, expected QUERY, LOAD, EXTRACT or COPY` });
  }
  if (!rule || reader.faults.length > before) return undefined;
  return { Name: rule.Name, When: rule.When, OnSuccess, OnFailure, Info: rule.Info };
}

/** The action lists of an object that has other faults, so that theirs are reported in the same go. */
export function listsOf(value: unknown): { OnSuccess?: unknown[]; OnFailure?: unknown[] } {
  const list = (name: string): unknown[] | undefined => {
    const found = fieldOf(value, name);
    return Array.isArray(found) ? found : undefined;
  };
  return { OnSuccess: list('OnSuccess'), OnFailure: list('OnFailure') };
}
