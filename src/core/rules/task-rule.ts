import { z } from 'zod';
import { compilePattern } from '../filter';
import { onEndTerms, readActions, type ActionRule } from './action-rule';
import { parseDocument } from './document';
import { FaultsError } from './fault';
import { resolvePlaceholders, type Placeholders } from './placeholders';
import { listsOf } from './route-rule';
import { createRuleReader } from './rule-reader';
import { anything, text } from './terms';

/** A deferred task file. */
export interface TaskRule {
  /** What the job's ID must be: empty for any, `~/…/` for an RE2 pattern that it must contain (R8). */
  readonly JobID: string;
  readonly OnSuccess: readonly ActionRule[];
  readonly OnFailure: readonly ActionRule[];
  readonly Async: boolean;
  /** What BqTail wrote beside the lists: kept in the record, otherwise left alone (R11). */
  readonly Kept: Readonly<Record<string, unknown>>;
}

const kept = anything().optional();
const keptTerms = { Action: kept, Request: kept, Job: kept, Info: kept, Meta: kept };

const taskTerm = z.object({
  DeferTaskURL: text('a gs:// URL').optional(),
  ProjectID: text('a project ID').optional(),
  Location: text('a location').optional(),
  JobID: z.string({ error: 'a job ID or ~/pattern/' }).optional(),
  ...onEndTerms,
  ...keptTerms,
}, { error: 'a task, { "OnSuccess": […], "OnFailure": […] }' });

/**
 * Reads a deferred task, JSON unless its name says YAML.
 * @param source where the text came from and what its placeholders stand for
 * @throws FaultsError TASK_INVALID with all its faults
 */
export function parseTask(source: { text: string; url: string; placeholders: Placeholders }): TaskRule {
  const { document, faults } = parseDocument(source.text, source.url);
  if (!document) throw new FaultsError('TASK_INVALID', faults);
  const reader = createRuleReader(document);
  const value = resolvePlaceholders(document, source.placeholders, reader);
  const rule = reader.read(taskTerm, value, []);
  const lists = rule ?? listsOf(value);
  const OnSuccess = readActions(lists.OnSuccess, ['OnSuccess'], reader);
  const OnFailure = readActions(lists.OnFailure, ['OnFailure'], reader);
  const pattern = jobIdPattern(rule?.JobID ?? '');
  if (pattern !== undefined) {
    try {
      compilePattern(pattern);
    } catch (error) {
      reader.report('INVALID_PATTERN', ['JobID'], { message: (error as Error).message });
    }
  }
  const all = [...faults, ...reader.faults];
  if (!rule || all.length > 0) throw new FaultsError('TASK_INVALID', all);
  const Kept = Object.fromEntries((Object.keys(keptTerms) as (keyof typeof keptTerms)[]).filter((key) => key in rule).map((key) => [key, rule[key]]));
  return { JobID: rule.JobID ?? '', OnSuccess, OnFailure, Async: rule.Async ?? false, Kept };
}

/** The expression of a `~/…/` value, or `undefined` for a plain one. */
export function jobIdPattern(jobId: string): string | undefined {
  return /^~\/([^]*)\/$/.exec(jobId)?.[1];
}
