import { expandPlaceholders } from '../core/expand';
import type { Placeholders } from '../core/rules/placeholders';

const ENVIRONMENT_PREFIX = 'DISPATCH_SET_';

/** Values that are given from outside a configuration, strongest first (R18). */
export interface GivenValues {
  /** `--set Name=value`. */
  readonly sets?: ReadonlyMap<string, string>;
  /** The environment, of which `DISPATCH_SET_Name` counts. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** A workspace's `variables.json`. */
  readonly variables?: ReadonlyMap<string, string>;
}

/**
 * The values of `${config.Name}` by the order of R18.
 * @param own the configuration's own top-level texts, which may refer to each other; a circle has no value
 */
export function createPlaceholders({ sets, environment = {}, variables }: GivenValues, own: ReadonlyMap<string, string>): Placeholders {
  const resolving = new Set<string>();

  function ownValue(name: string): string | undefined {
    const raw = own.get(name);
    if (raw === undefined || resolving.has(name)) return undefined;
    resolving.add(name);
    const missing: string[] = [];
    const value = expandPlaceholders(raw, (inner) => {
      const found = valueOf(inner);
      if (found === undefined) missing.push(inner);
      return found;
    });
    resolving.delete(name);
    return missing.length === 0 ? (value as string) : undefined;
  }

  function valueOf(name: string): string | undefined {
    const key = ENVIRONMENT_PREFIX + name;
    return sets?.get(name) ?? (Object.hasOwn(environment, key) ? environment[key] : undefined) ?? variables?.get(name) ?? ownValue(name);
  }

  const fromEnvironment = Object.keys(environment).filter((key) => key.startsWith(ENVIRONMENT_PREFIX)).map((key) => key.slice(ENVIRONMENT_PREFIX.length));
  const names = new Set([...(sets?.keys() ?? []), ...fromEnvironment, ...(variables?.keys() ?? []), ...own.keys()]);
  return { valueOf, names: () => [...names] };
}
