import { z } from 'zod';
import { actionNames, findAction } from '../actions';
import { quote, type Path } from './fault';
import { nameHint } from './nearest';
import type { RuleReader } from './rule-reader';
import { anything, flag, readApart, table, text } from './terms';

/** An action as a configuration or task says it, before expansion. Field names are those of the file. */
export interface ActionRule {
  /** The action's name as the product spells it. */
  readonly Action: string;
  readonly Request: unknown;
  readonly When?: { readonly Exists: string };
  /** Whether its job is left to its own event, which continues with the follow-ups (R14). */
  readonly Async?: boolean;
  /** What follows when it has succeeded. */
  readonly OnSuccess?: readonly ActionRule[];
  /** What follows when it has failed. */
  readonly OnFailure?: readonly ActionRule[];
  readonly Info?: unknown;
  readonly Meta?: unknown;
}

const listTerm = z.array(readApart('action'), { error: 'a list of actions' });

/** The two lists that a route, a task or an action runs from (R9, R14). */
export const onEndTerms = {
  OnSuccess: listTerm.optional().describe('Actions that run in order after a success; the first that fails stops the list.'),
  OnFailure: listTerm.optional().describe('Actions that run in order after a failure; the first that fails stops the list.'),
  Async: flag().optional().describe('true: an action that starts a job does not wait for it, and the event of its end continues. Follow-ups inherit it.'),
};

/** What a request may hold besides its own fields. */
export const followUpTerm = z.object(onEndTerms);

/** An action without what its request holds. */
export const actionTerm = z.object({
  Action: text('the name of an action').meta({ words: actionNames, enumDescriptions: actionNames.map((name) => findAction(name)?.request.description), description: 'What is done.' }),
  Request: z.looseObject({}, { error: 'an object' }).optional().describe('The fields of the action. Values may name $Variables.'),
  When: z
    .object({ Exists: table().describe('A table, [project:]dataset.table.') }, { error: 'an object with Exists' })
    .optional()
    .describe('The action is skipped unless this table exists.'),
  ...onEndTerms,
  Info: anything().optional().describe('A note; kept in the record.'),
  Meta: anything().optional().describe('A note; kept in the record.'),
}, { error: 'an action, { "Action": …, "Request": {…} }' });

/** How a list of actions is read. */
export interface ActionsPlace {
  readonly path: Path;
  readonly reader: RuleReader;
  /** What holds where an action does not say `Async` itself (R14). */
  readonly asynchronous: boolean;
}

/** Reads a list of actions, each with its request by that action's own schema (R11, R12). */
export function readActions(list: readonly unknown[] | undefined, place: ActionsPlace): ActionRule[] {
  return (list ?? []).flatMap((item, index) => readAction(item, { ...place, path: [...place.path, index] }) ?? []);
}

/** Reads one action with all that follows it. */
export function readAction(value: unknown, place: ActionsPlace): ActionRule | undefined {
  const { path, reader } = place;
  const rule = reader.read(actionTerm, value, path);
  if (!rule) return undefined;
  const followUps = readFollowUps(rule, place);
  const action = findAction(rule.Action);
  if (!action) {
    reader.report('UNKNOWN_ACTION', [...path, 'Action'], {
      message: `found ${quote(rule.Action)}, expected the name of an action`,
      hint: nameHint(rule.Action, actionNames),
    });
    return undefined;
  }
  const Request = reader.read(action.request, withoutFollowUps(rule.Request), [...path, 'Request']);
  return Request && { Action: action.name, Request, When: rule.When, ...followUps, Info: rule.Info, Meta: rule.Meta };
}

/** Fields of an action that its request may hold in place of it. */
export const FOLLOW_UPS = ['Async', 'OnSuccess', 'OnFailure'] as const;

/** Follow-ups stand beside the request or, as early BqTail had them, inside it (R14). */
function readFollowUps(rule: z.output<typeof actionTerm>, { path, reader, asynchronous }: ActionsPlace): Pick<ActionRule, (typeof FOLLOW_UPS)[number]> {
  const inside = reader.read(followUpTerm, onlyFollowUps(rule.Request), [...path, 'Request']) ?? {};
  for (const name of FOLLOW_UPS) {
    if (rule[name] === undefined || inside[name] === undefined) continue;
    reader.report('DUPLICATE_KEY', [...path, 'Request', name], { message: `found ${name} in the request and beside it`, part: 'key' });
  }
  const Async = rule.Async ?? inside.Async ?? asynchronous;
  const listAt = (name: 'OnSuccess' | 'OnFailure'): ActionRule[] =>
    rule[name] === undefined
      ? readActions(inside[name], { path: [...path, 'Request', name], reader, asynchronous: Async })
      : readActions(rule[name], { path: [...path, name], reader, asynchronous: Async });
  const [OnSuccess, OnFailure] = [listAt('OnSuccess'), listAt('OnFailure')];
  return { ...(Async && { Async }), ...(OnSuccess.length > 0 && { OnSuccess }), ...(OnFailure.length > 0 && { OnFailure }) };
}

function isFollowUp(key: string): boolean {
  return FOLLOW_UPS.some((name) => name.toLowerCase() === key.toLowerCase());
}

function onlyFollowUps(request: object = {}): object {
  return Object.fromEntries(Object.entries(request).filter(([key]) => isFollowUp(key)));
}

function withoutFollowUps(request: object = {}): object {
  return Object.fromEntries(Object.entries(request).filter(([key]) => !isFollowUp(key)));
}
