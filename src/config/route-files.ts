import { placeholderNames } from '../core/expand';
import { hasCode } from '../core/errors';
import { formatGsUrl, type GsUrl } from '../core/gs-url';
import type { ObjectStore } from '../core/ports/object-store';
import { parseDocument } from '../core/rules/document';
import { createFault, type Fault } from '../core/rules/fault';
import { resolvePlaceholders, type Placeholders } from '../core/rules/placeholders';
import { readRoute, type RouteRule } from '../core/rules/route-rule';
import { createRuleReader } from '../core/rules/rule-reader';

/** What the files of a `RoutesURL` hold. */
export interface RouteFiles {
  /** In the order of the files' names. */
  readonly routes: readonly RouteRule[];
  readonly faults: readonly Fault[];
  /** What the files refer to. */
  readonly placeholderNames: readonly string[];
}

/** Reads every JSON and YAML object whose name begins with that of the URL; each holds one route or a list of them. */
export async function readRouteFiles(objects: ObjectStore, url: GsUrl, placeholders: Placeholders): Promise<RouteFiles> {
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
      const reader = createRuleReader(document);
      const value = resolvePlaceholders(document, placeholders, reader);
      for (const name of placeholderNames(document.value)) names.add(name);
      const list = Array.isArray(value) ? value.map((route: unknown, index) => ({ route, path: [index] })) : [{ route: value, path: [] }];
      routes.push(...list.flatMap(({ route, path }) => readRoute(route, path, reader) ?? []));
      faults.push(...reader.faults);
    }
  } catch (error) {
    if (!hasCode(error, 'NOT_FOUND')) throw error;
    faults.push(createFault({ code: 'NOT_FOUND', file: formatGsUrl(url), position: { line: 1, column: 1 }, message: error.message }));
  }
  return { routes, faults, placeholderNames: [...names] };
}
