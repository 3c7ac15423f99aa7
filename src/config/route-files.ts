import { placeholderNames } from '../core/expand';
import { hasCode } from '../core/errors';
import { formatGsUrl, type GsUrl } from '../core/gs-url';
import type { ObjectStore } from '../core/ports/object-store';
import { parseDocument, type Document } from '../core/rules/document';
import { createFault, type Fault, type Path } from '../core/rules/fault';
import { resolvePlaceholders, type Placeholders } from '../core/rules/placeholders';
import { readRoute, type RouteRule } from '../core/rules/route-rule';
import { createRuleReader, type RuleReader } from '../core/rules/rule-reader';

/** What the files of a `RoutesURL` hold. */
export interface RouteFiles {
  /** In the order of the files' names. */
  readonly routes: readonly RouteRule[];
  readonly faults: readonly Fault[];
  /** What the files refer to. */
  readonly placeholderNames: readonly string[];
}

/** Told of a route, and where it stands. */
export type OnRoute = (route: RouteRule, place: { readonly document: Document; readonly path: Path }) => void;

interface Reading {
  readonly placeholders: Placeholders;
  readonly onRoute?: OnRoute;
}

/** Reads every JSON and YAML object whose name begins with that of the URL; each holds one route or a list of them. */
export async function readRouteFiles(objects: ObjectStore, url: GsUrl, reading: Reading): Promise<RouteFiles> {
  const routes: RouteRule[] = [];
  const faults: Fault[] = [];
  const names = new Set<string>();
  try {
    for await (const info of objects.list(url)) {
      const stored = /\.(json|ya?ml)$/i.test(info.url.name) ? await objects.read(info.url) : undefined;
      if (!stored) continue;
      const { document, faults: syntax } = parseDocument(new TextDecoder().decode(stored.bytes), formatGsUrl(info.url));
      faults.push(...syntax);
      if (!document) continue;
      for (const name of placeholderNames(document.value)) names.add(name);
      const own = readRouteDocument(document, reading);
      routes.push(...own.routes);
      faults.push(...own.faults);
    }
  } catch (error) {
    if (!hasCode(error, 'NOT_FOUND')) throw error;
    faults.push(createFault({ code: 'NOT_FOUND', file: formatGsUrl(url), position: { line: 1, column: 1 }, message: error.message }));
  }
  return { routes, faults, placeholderNames: [...names] };
}

/** The routes of one file, which holds one or a list of them. */
export function readRouteDocument(document: Document, { placeholders, onRoute }: Reading): Pick<RouteFiles, 'routes' | 'faults'> {
  const reader = createRuleReader(document);
  const value = resolvePlaceholders(document, placeholders, reader);
  const place = { document, reader, onRoute };
  const routes = Array.isArray(value) ? value.flatMap((route: unknown, index) => readPlacedRoute(route, [index], place)) : readPlacedRoute(value, [], place);
  return { routes, faults: reader.faults };
}

/** A route, or none where it has a fault. */
export function readPlacedRoute(value: unknown, path: Path, { document, reader, onRoute }: { document: Document; reader: RuleReader; onRoute?: OnRoute }): RouteRule[] {
  const route = readRoute(value, path, reader);
  if (!route) return [];
  onRoute?.(route, { document, path });
  return [route];
}
