import { z } from 'zod';
import { actionNames, findAction } from '../actions';
import { quote, type Path } from './fault';
import { nameHint } from './nearest';
import type { RuleReader } from './rule-reader';
import { anything, flag, table, text } from './terms';

/** An action as a configuration or task says it, before expansion. Field names are those of the file. */
export interface ActionRule {
  /** The action's name as the product spells it. */
  readonly Action: string;
  readonly Request: unknown;
  readonly When?: { readonly Exists: string };
  readonly Info?: unknown;
  readonly Meta?: unknown;
}

const listTerm = z.array(anything(), { error: 'a list of actions' });

const actionTerm = z.object({
  Action: text('the name of an action'),
  Request: z.looseObject({}, { error: 'an object' }).optional(),
  When: z.object({ Exists: table() }, { error: 'an object with Exists' }).optional(),
  Async: flag().optional(),
  OnSuccess: listTerm.optional(),
  OnFailure: listTerm.optional(),
  Info: anything().optional(),
  Meta: anything().optional(),
}, { error: 'an action, { "Action": …, "Request": {…} }' });

/** The two lists that a route or a task runs from (R9). */
export const onEndTerms = {
  OnSuccess: listTerm.optional(),
  OnFailure: listTerm.optional(),
  Async: flag().optional(),
};

/** Reads a list of actions, each with its request by that action's own schema (R11, R12). */
export function readActions(list: readonly unknown[] | undefined, path: Path, reader: RuleReader): ActionRule[] {
  return (list ?? []).flatMap((item, index) => readAction(item, [...path, index], reader) ?? []);
}

function readAction(value: unknown, path: Path, reader: RuleReader): ActionRule | undefined {
  const rule = reader.read(actionTerm, value, path);
  if (!rule) return undefined;
  for (const list of ['OnSuccess', 'OnFailure'] as const) {
    if (rule[list]?.length) {
      reader.report('UNSUPPORTED', [...path, list], {
        message: 'found follow-up actions of an action, which cannot be run yet',
        part: 'key',
        hint: 'Give the job that the action starts a route of its own.',
      });
    }
  }
  const action = findAction(rule.Action);
  if (!action) {
    reader.report('UNKNOWN_ACTION', [...path, 'Action'], {
      message: `found ${quote(rule.Action)}, expected the name of an action`,
      hint: nameHint(rule.Action, actionNames),
    });
    return undefined;
  }
  const Request = reader.read(action.request, rule.Request ?? {}, [...path, 'Request']);
  return Request && { Action: action.name, Request, When: rule.When, Info: rule.Info, Meta: rule.Meta };
}
