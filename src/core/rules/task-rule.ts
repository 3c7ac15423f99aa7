import { z } from 'zod';
import { compilePattern } from '../filter';
import { onEndTerms, readAction, readActions, type ActionRule } from './action-rule';
import { chainTerm, type ChainLink } from './chain-link';
import { parseDocument } from './document';
import { FaultsError } from './fault';
import { fieldOf } from './field-of';
import { resolvePlaceholders, type Placeholders } from './placeholders';
import { listsOf } from './route-rule';
import { createRuleReader, type RuleReader } from './rule-reader';
import { anything, schemaAddress, text } from './terms';

/** A deferred task file. */
export interface TaskRule {
  /** What the job's ID must be: empty for any, `~/…/` for an RE2 pattern that it must contain (R8). */
  readonly JobID: string;
  /** Whose job may claim the task; anybody's where it is missing. */
  readonly ClaimedBy?: { readonly User?: string; readonly ProjectID?: string };
  readonly OnSuccess: readonly ActionRule[];
  readonly OnFailure: readonly ActionRule[];
  /** Where an asynchronous action wrote the task: how its chain goes on, and the action itself. */
  readonly Chain?: ChainLink & { readonly Action: ActionRule };
  /** What BqTail wrote beside the lists: kept in the record, otherwise left alone (R11). */
  readonly Kept: Readonly<Record<string, unknown>>;
}

const kept = anything().optional().describe('What BqTail writes; kept in the record.');
const keptTerms = { Action: kept, Request: kept, Job: kept, Info: kept, Meta: kept };

const claimTerm = z.object({
  User: text('an e-mail address').optional().describe('The e-mail address that started the job.'),
  ProjectID: text('a project ID').optional().describe('The project of the job.'),
}, { error: 'an object with User or ProjectID' });

/** A deferred task as it stands in its file. */
export const taskTerm = z.object({
  DeferTaskURL: text('a gs:// URL').optional().describe('Where BqTail put the task; left alone.'),
  ProjectID: text('a project ID').optional().describe('Where the sweep looks for the job; else as the configuration says.'),
  Location: text('a location').optional().meta({ description: 'Where the sweep looks for the job; else as the configuration says.', examples: ['US'] }),
  JobID: z.string({ error: 'a job ID or ~/pattern/' }).optional().meta({ description: 'What the ID of the job must be, or ~/…/ with an RE2 expression that it must contain. A mismatch is an error.', examples: ['~/load-\\d+/'] }),
  ClaimedBy: claimTerm.optional().describe('Whose job may claim the task; that of anybody unless given.'),
  Chain: chainTerm.optional().meta({ description: 'What an asynchronous action hands on; written by the service alone.', doNotSuggest: true }),
  ...onEndTerms,
  ...keptTerms,
  $schema: schemaAddress(),
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
  // What an action wrote has its placeholders behind it; they are not looked for twice.
  const isWritten = fieldOf(document.value, 'Chain') !== undefined;
  const value = isWritten ? document.value : resolvePlaceholders(document, source.placeholders, reader);
  const rule = reader.read(taskTerm, value, []);
  const lists = rule ?? listsOf(value);
  const place = { reader, asynchronous: rule?.Async ?? false };
  const OnSuccess = readActions(lists.OnSuccess, { ...place, path: ['OnSuccess'] });
  const OnFailure = readActions(lists.OnFailure, { ...place, path: ['OnFailure'] });
  const own = rule?.Chain && readAction({ Action: rule.Action, Request: rule.Request, Async: true }, { ...place, path: [] });
  if (rule) checkJobId(rule, reader);
  const all = [...faults, ...reader.faults];
  if (!rule || all.length > 0) throw new FaultsError('TASK_INVALID', all);
  return taskOf(rule, { OnSuccess, OnFailure, own });
}

function taskOf(rule: z.output<typeof taskTerm>, { OnSuccess, OnFailure, own }: { OnSuccess: ActionRule[]; OnFailure: ActionRule[]; own: ActionRule | undefined }): TaskRule {
  const { JobID = '', ClaimedBy } = rule;
  const Chain = rule.Chain && own && { ...rule.Chain, Action: { ...own, OnSuccess, OnFailure } };
  return { JobID, ...(ClaimedBy && { ClaimedBy }), OnSuccess, OnFailure, ...(Chain && { Chain }), Kept: keptOf(rule) };
}

function checkJobId({ JobID = '' }: z.output<typeof taskTerm>, reader: RuleReader): void {
  const pattern = jobIdPattern(JobID);
  try {
    if (pattern !== undefined) compilePattern(pattern);
  } catch (error) {
    reader.report('INVALID_PATTERN', ['JobID'], { message: (error as Error).message });
  }
}

function keptOf(rule: z.output<typeof taskTerm>): TaskRule['Kept'] {
  const names = Object.keys(keptTerms) as (keyof typeof keptTerms)[];
  return Object.fromEntries(names.filter((name) => name in rule).map((name) => [name, rule[name]]));
}

/** The expression of a `~/…/` value, or `undefined` for a plain one. */
export function jobIdPattern(jobId: string): string | undefined {
  return /^~\/([^]*)\/$/.exec(jobId)?.[1];
}
