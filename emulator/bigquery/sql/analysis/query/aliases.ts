import type { Found, Scope } from '../scope';
import type { Entry } from './select-list';

/** The scope of HAVING, QUALIFY and ORDER BY: aliases of the SELECT list come before the columns of FROM. */
export function withAliases(scope: Scope, entries: readonly Entry[]): Scope {
  const aliases = new Map<string, Found>();
  for (const entry of entries) {
    const key = entry.name?.toLowerCase();
    if (key === undefined || !entry.expression || aliases.has(key)) continue;
    const { expression } = entry;
    // A column under its own name is found in FROM.
    if (expression.kind === 'path' && expression.parts.length === 1 && expression.parts[0]!.name.toLowerCase() === key) continue;
    aliases.set(key, { kind: 'alias', resolve: () => entry.resolve(scope) });
  }
  return { ...scope, lookup: (name) => aliases.get(name.toLowerCase()) ?? scope.lookup(name), names: () => [...aliases.keys(), ...scope.names()] };
}
