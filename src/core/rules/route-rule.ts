import { z } from 'zod';
import type { When } from '../filter';
import { onEndTerms, readActions, type ActionRule } from './action-rule';
import type { Path } from './fault';
import { fieldOf } from './field-of';
import type { RuleReader } from './rule-reader';
import { anything, pattern, text } from './terms';

/** A route as a configuration says it. */
export interface RouteRule {
  readonly Name?: string;
  readonly When: When;
  readonly OnSuccess: readonly ActionRule[];
  readonly OnFailure: readonly ActionRule[];
  readonly Info?: unknown;
}

const routeTerm = z.object({
  Name: text().optional(),
  When: z.object({ Source: pattern().optional(), Dest: pattern().optional(), Type: z.string({ error: 'QUERY, LOAD, EXTRACT or COPY' }).optional() }, { error: 'an object with Source, Dest or Type' }),
  ...onEndTerms,
  Info: anything().optional(),
}, { error: 'a route, { "When": {…}, "OnSuccess": […] }' });

const JOB_TYPES = ['', 'QUERY', 'LOAD', 'EXTRACT', 'COPY'];

/** Reads a route; with a fault anywhere in it there is none. */
export function readRoute(value: unknown, path: Path, reader: RuleReader): RouteRule | undefined {
  const before = reader.faults.length;
  const rule = reader.read(routeTerm, value, path);
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
