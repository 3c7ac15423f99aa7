import type { Path } from './rules/fault';
import { DispatchError } from './errors';
import { nearestName } from './rules/nearest';

/** `${config.Name}`, R18. */
const PLACEHOLDER = /\$\{config\.([^{}]*)\}/g;

/**
 * Replaces each `${config.Name}` in the texts of a document, once, at load time (R18). Keys are left as they are.
 * @param lookup the value of a name; a lookup that returns `undefined` must have reported that itself
 */
export function expandPlaceholders(value: unknown, lookup: (name: string, path: Path) => string | undefined): unknown {
  return mapTexts(value, (text, path) =>
    text.replace(PLACEHOLDER, (whole, name: string) => lookup(name, path) ?? whole),
  );
}

/** The names that the placeholders of a value refer to. */
export function placeholderNames(value: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  expandPlaceholders(value, (name) => void names.add(name));
  return names;
}

/** What `$Name` stands for at run time (R19); a list is joined by commas unless it is the whole of a value. */
export type Variables = ReadonlyMap<string, string | readonly string[]>;

/** `$Name` or `${Name}` (R19), with dots for parts of a response, `$Data.id` (R17). */
export const VARIABLE = /\$(?:\{([A-Za-z_]\w*(?:\.\w+)*)\}|([A-Za-z_]\w*(?:\.\w+)*))/g;
/** A text that is one variable. */
const ONE_VARIABLE = new RegExp(`^${VARIABLE.source}$`);

/**
 * Replaces the variables in the texts of a request in one pass: what a variable brings in is never looked at again (R19).
 * @param options.late names that the action itself gives values to, left as they are
 * @param options.except fields of the request that are left as they are
 * @throws DispatchError UNKNOWN_VARIABLE
 */
export function expandVariables(request: unknown, variables: Variables, options: { late?: readonly string[]; except?: { has(field: string): boolean } } = {}): unknown {
  const known = (name: string): boolean => variables.has(name) || (options.late?.includes(name) ?? false);
  const valueOf = (name: string, text: string): string | readonly string[] | undefined => {
    if (options.late?.includes(name)) return undefined;
    const value = variables.get(name);
    if (value === undefined) throw unknownVariable(name, text, variables);
    return value;
  };
  const expand = (text: string): unknown => {
    if (!text.includes('$')) return text;
    const only = text.startsWith('$') ? ONE_VARIABLE.exec(text) : null;
    if (only) {
      const [name, rest] = nameIn(only, known);
      const value = valueOf(name, text);
      if (rest === '' && typeof value === 'object') return value;
    }
    return text.replace(VARIABLE, (...found: string[]) => {
      const [name, rest] = nameIn(found, known);
      const value = asText(valueOf(name, text));
      return value === undefined ? (found[0] as string) : value + rest;
    });
  };
  return expandTexts(request, expand, options.except);
}

/** A value with its texts expanded; what has no variable is given back as it is, since requests are many. */
function expandTexts(value: unknown, expand: (text: string) => unknown, except?: { has(field: string): boolean }): unknown {
  if (typeof value === 'string') return expand(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.some(hasVariable) ? value.map((item) => expandTexts(item, expand)) : value;
  if (!hasVariable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeof item === 'string' && except?.has(key) ? item : expandTexts(item, expand)]));
}

function hasVariable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('$');
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasVariable);
  const object = value as Readonly<Record<string, unknown>>;
  for (const key in object) if (hasVariable(object[key])) return true;
  return false;
}

/**
 * Replaces the variables in one text, each value put as its surroundings ask for it (R19).
 * @param put writes a value; `at` is where in the text it goes
 * @throws DispatchError UNKNOWN_VARIABLE
 */
export function expandInto(text: string, variables: Variables, put: (value: string, at: number) => string): string {
  return text.replace(VARIABLE, (...found: unknown[]) => {
    const [name, rest] = nameIn(found.slice(0, 3) as string[], (known) => variables.has(known));
    const value = asText(variables.get(name));
    if (value === undefined) throw unknownVariable(name, text, variables);
    return put(value, found[3] as number) + rest;
  });
}

/** The variable's name in a match of VARIABLE: without braces, as many of its dotted parts as make a known one; and what is left. */
export function nameIn([, braced, bare = '']: readonly (string | undefined)[], known: (name: string) => boolean): [name: string, rest: string] {
  if (braced !== undefined) return [braced, ''];
  for (let end = bare.length; end > 0; end = bare.lastIndexOf('.', end - 1)) {
    if (known(bare.slice(0, end))) return [bare.slice(0, end), bare.slice(end)];
  }
  const [first = ''] = bare.split('.');
  return [first, bare.slice(first.length)];
}

function asText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(',') : value;
}

function unknownVariable(name: string, text: string, variables: Variables): DispatchError {
  const nearest = nearestName(name, variables.keys());
  const known = nearest ? `Did you mean $${nearest}?` : `Known here: ${[...variables.keys()].map((key) => `$${key}`).join(' ')}.`;
  return new DispatchError('UNKNOWN_VARIABLE', `$${name} in ${JSON.stringify(text)} is no variable`, {
    hint: `${known} A plain dollar sign before a name is written $DollarSign.`,
  });
}

/** A copy of a JSON value with every text in it replaced. */
function mapTexts(value: unknown, replace: (text: string, path: Path) => unknown, path: Path = []): unknown {
  if (typeof value === 'string') return replace(value, path);
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, replace, [...path, index]));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, replace, [...path, key])]));
  }
  return value;
}
