import { DispatchError } from '../../core/errors';
import { createPlaceholders } from '../../config/placeholder-sources';
import { readRouteDocument } from '../../config/route-files';
import { createFinding, type Finding } from '../../config/lint/finding';
import { lintRoutes } from '../../config/lint/lint-routes';
import { lintTask } from '../../config/lint/lint-actions';
import type { PlacedRoute } from '../../config/lint/placed-route';
import { parseDocument, type Document } from '../../core/rules/document';
import { FaultsError, type Fault } from '../../core/rules/fault';
import { fieldOf } from '../../core/rules/field-of';
import type { Placeholders } from '../../core/rules/placeholders';
import { parseTask } from '../../core/rules/task-rule';
import type { CliContext } from '../command';
import { openRuleBook } from '../replay/rule-book';
import { variablesBeside } from '../variables-beside';

/** A configuration, task file or file of routes as it stands. */
export interface ReadDocument {
  readonly name: string;
  readonly text: string;
  readonly file: string;
  readonly kind: 'config' | 'task' | 'routes';
}

/** What was found in one. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** The routes of a sound configuration, and what its placeholders stand for. */
  readonly config?: { readonly placed: readonly PlacedRoute[]; readonly placeholders: Placeholders };
}

/** What documents are checked with. */
export interface Checking {
  readonly context: CliContext;
  readonly workspace?: string;
  readonly sets: ReadonlyMap<string, string>;
}

/** Rejects with DispatchError where it cannot be read. */
export async function readDocument(name: string, context: CliContext): Promise<ReadDocument> {
  const { text, file } = await context.readText(name);
  const { document } = parseDocument(text, file);
  if (isEvent(document?.value) || isEvent(firstLineOf(text))) {
    throw new DispatchError('USAGE', `${name} holds recorded events, and no rules`, { hint: 'Give each of them by --events, or their folder: --events events/' });
  }
  return { name, text, file, kind: kindOf(document) };
}

/** By the fields of each envelope that no rules have. */
function isEvent(value: unknown): boolean {
  const [one] = [value].flat();
  return typeof one === 'object' && one !== null && ['jobReference', 'protoPayload', 'specversion', 'message', 'EventID'].some((field) => Object.hasOwn(one, field));
}

function firstLineOf(text: string): unknown {
  try {
    return JSON.parse(/^\s*([^\n]*)/.exec(text)?.[1] ?? '');
  } catch {
    return undefined;
  }
}

/** A task has lists of its own, a file of routes a filter or a list of routes. */
function kindOf(document: Document | undefined): ReadDocument['kind'] {
  const has = (name: string): boolean => fieldOf(document?.value, name) !== undefined;
  if (!document || has('Routes') || has('RoutesURL')) return 'config';
  if (Array.isArray(document.value) || has('When')) return 'routes';
  return has('OnSuccess') || has('OnFailure') || has('JobID') ? 'task' : 'config';
}

export async function checkConfig({ name }: ReadDocument, { context, workspace, sets }: Checking): Promise<Checked> {
  const placed: PlacedRoute[] = [];
  try {
    const { config } = await openRuleBook({ config: name, workspace, sets }, context, (route, place) => placed.push({ route, ...place }));
    return { findings: lintRoutes(placed, config.projectId), config: { placed, placeholders: config.placeholders } };
  } catch (error) {
    return { findings: findingsOf(error) };
  }
}

/** @param given what its placeholders stand for, where a configuration says so */
export async function checkTaskOrRoutes({ text, file, kind }: ReadDocument, { context, sets }: Checking, given: Placeholders | undefined): Promise<Checked> {
  const { document, faults } = parseDocument(text, file);
  try {
    if (!document) throw new FaultsError('CONFIG_INVALID', faults);
    const placeholders = given ?? createPlaceholders({ sets, environment: context.environment, variables: await variablesBeside(file, context.folder) }, new Map());
    return { findings: kind === 'task' ? checkTask(text, document, placeholders) : checkRoutes(document, { placeholders, faults }) };
  } catch (error) {
    return { findings: findingsOf(error) };
  }
}

function checkTask(text: string, document: Document, placeholders: Placeholders): Finding[] {
  const task = parseTask({ text, url: document.file, placeholders });
  const findings: Finding[] = [];
  lintTask(task, (code, place, [message, hint]) => findings.push(createFinding(code, document, { path: place, message, hint })));
  return findings;
}

function checkRoutes(document: Document, { placeholders, faults }: { placeholders: Placeholders; faults: readonly Fault[] }): Finding[] {
  const placed: PlacedRoute[] = [];
  const read = readRouteDocument(document, { placeholders, onRoute: (route, place) => placed.push({ route, ...place }) });
  const all = [...faults, ...read.faults];
  if (all.length > 0) throw new FaultsError('CONFIG_INVALID', all);
  return lintRoutes(placed);
}

function findingsOf(error: unknown): Finding[] {
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map(({ code, file, line, column, path: place, message, hint }) => ({ Code: code, Level: 'error', File: file, Line: line, Column: column, Path: place, Message: message, Hint: hint }));
}
