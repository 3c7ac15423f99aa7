import type { z } from 'zod';
import type { DispatchConfig } from '../core/dispatch-config';
import { placeholderNames } from '../core/expand';
import { childUrl, formatGsUrl, parseGsUrl, type GsUrl } from '../core/gs-url';
import type { ObjectStore } from '../core/ports/object-store';
import { parseDocument, type Document } from '../core/rules/document';
import { FaultsError, quote, type Fault } from '../core/rules/fault';
import { fieldOf } from '../core/rules/field-of';
import { nameHint } from '../core/rules/nearest';
import { resolvePlaceholders } from '../core/rules/placeholders';
import type { RouteRule } from '../core/rules/route-rule';
import { createRuleReader, type RuleReader } from '../core/rules/rule-reader';
import { configFields, configTerm, DEFAULTS, isConfigField } from './config-terms';
import { createPlaceholders, type GivenValues } from './placeholder-sources';
import { readPlacedRoute, readRouteFiles, type OnRoute } from './route-files';

export interface ConfigSource {
  readonly text: string;
  /** The file's name, for messages; `.yaml` and `.yml` are YAML, all else JSON. */
  readonly file: string;
  readonly given: GivenValues;
  /** Where the files of `RoutesURL` are read from. */
  readonly objects: ObjectStore;
  /** Told of each route that was read, in their order, and where it stands. */
  readonly onRoute?: OnRoute;
}

/**
 * Reads a configuration with its `${config.…}` replaced.
 * @throws FaultsError CONFIG_INVALID with all its faults
 */
export async function loadConfig({ text, file, given, objects, onRoute }: ConfigSource): Promise<DispatchConfig> {
  const { document, faults } = parseDocument(text, file);
  if (!document) throw new FaultsError('CONFIG_INVALID', faults);
  const reader = createRuleReader(document);
  const placeholders = createPlaceholders(given, ownTexts(document));
  const value = resolvePlaceholders(document, placeholders, reader);
  const routesFolder = routesUrlOf(value);
  const routes = readRoutes(value, { document, reader, onRoute });
  const more = routesFolder ? await readRouteFiles(objects, routesFolder, { placeholders, onRoute }) : { routes: [], faults: [], placeholderNames: [] };
  const config = reader.read(configTerm, withoutOwnFields(value, { reader, referred: new Set([...placeholderNames(document.value), ...more.placeholderNames]) }), []);
  if (config) {
    reportSharedFolders(config, reader);
    reportUncheckable(config, reader);
  }
  const all: Fault[] = [...faults, ...reader.faults, ...more.faults];
  if (!config || all.length > 0) throw new FaultsError('CONFIG_INVALID', inOrder(all));
  const deferTaskUrl = parseGsUrl(config.DeferTaskURL);
  const mode = config.Mode ?? 'run';
  // What a shadow notes is in nobody's way when it becomes the real one.
  const apart = (folder: GsUrl): GsUrl => (mode === 'shadow' ? childUrl(folder, '_shadow/') : folder);
  return {
    deferTaskUrl,
    mode,
    journalUrl: apart(config.JournalURL ? parseGsUrl(config.JournalURL) : besideLastFolder(deferTaskUrl, 'journal/')),
    errorUrl: apart(config.ErrorURL ? parseGsUrl(config.ErrorURL) : besideLastFolder(deferTaskUrl, 'errors/')),
    projectId: config.ProjectID,
    location: config.Location,
    auth: authOf(config),
    routesUrl: routesFolder,
    routes: [...routes, ...more.routes],
    allowedHosts: config.AllowedHosts,
    slack: config.Slack && { token: config.Slack.Token, secret: config.Slack.Secret },
    placeholders,
    maxConcurrentJobs: config.MaxConcurrentJobs ?? DEFAULTS.maxConcurrentJobs,
    leaseSeconds: config.LeaseSeconds ?? DEFAULTS.leaseSeconds,
    deadlineSeconds: config.DeadlineSeconds ?? DEFAULTS.deadlineSeconds,
  };
}

/** Records in the folder of tasks would pass for tasks. */
function reportSharedFolders(config: z.output<typeof configTerm>, reader: RuleReader): void {
  const folder = (url: string): string => formatGsUrl(childUrl(parseGsUrl(url), ''));
  for (const field of ['JournalURL', 'ErrorURL'] as const) {
    const url = config[field];
    if (url !== undefined && folder(url) === folder(config.DeferTaskURL)) {
      reader.report('INVALID_VALUE', [field], { message: `found ${quote(url)}, expected another folder than DeferTaskURL` });
    }
  }
}

function authOf({ Auth }: z.output<typeof configTerm>): DispatchConfig['auth'] {
  return Auth && { mode: Auth.Mode, audiences: [Auth.Audience ?? []].flat(), serviceAccounts: Auth.ServiceAccounts ?? [] };
}

/** Tokens are checked for an audience and accounts. */
function reportUncheckable({ Auth }: z.output<typeof configTerm>, reader: RuleReader): void {
  if (Auth?.Mode !== 'oidc') return;
  for (const field of ['Audience', 'ServiceAccounts'] as const) {
    if ((Auth[field] ?? []).length === 0) reader.report('MISSING_FIELD', ['Auth', field], { message: `found nothing, expected ${field} beside Mode oidc` });
  }
}

/** `gs://b/x/tasks/` and `journal/` give `gs://b/x/journal/` (R20). */
function besideLastFolder(folder: GsUrl, name: string): GsUrl {
  const parent = folder.name.replace(/\/$/, '').replace(/[^/]*$/, '');
  return childUrl({ bucket: folder.bucket, name: parent }, name);
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** The top-level texts, known fields included, since each of them can be referred to (R18). */
function ownTexts(document: Document): Map<string, string> {
  return new Map(entriesOf(document.value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A text field that something refers to is the user's own; what remains unknown is reported. */
function withoutOwnFields(value: unknown, { reader, referred }: { reader: RuleReader; referred: ReadonlySet<string> }): unknown {
  if (entriesOf(value).length === 0) return value;
  const known = entriesOf(value).filter(([key, field]) => {
    if (isConfigField(key)) return true;
    if (typeof field !== 'string' || !referred.has(key)) {
      const what = typeof field === 'string' ? 'the unknown field' : `${quote(field)} in the unknown field`;
      const hint = `${nameHint(key, configFields)} A text of your own counts where a \${config.${key}} refers to it.`;
      reader.report('UNKNOWN_FIELD', [key], { message: `found ${what} "${key}"`, part: 'key', hint });
    }
    return false;
  });
  return Object.fromEntries(known);
}

function readRoutes(value: unknown, place: { document: Document; reader: RuleReader; onRoute?: OnRoute }): RouteRule[] {
  const list = fieldOf(value, 'Routes');
  return Array.isArray(list) ? list.flatMap((route, index) => readPlacedRoute(route, ['Routes', index], place)) : [];
}

function routesUrlOf(value: unknown): GsUrl | undefined {
  const url = fieldOf(value, 'RoutesURL');
  try {
    return typeof url === 'string' ? parseGsUrl(url) : undefined;
  } catch {
    return undefined;
  }
}

function inOrder(faults: readonly Fault[]): Fault[] {
  const files = [...new Set(faults.map(({ file }) => file))];
  return [...faults].sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
}
