import type { Path } from './rules/fault';
import { DispatchError } from './errors';
import { nearestName } from './rules/nearest';
import { fill, nameIn, templateOf, type Reference } from './template';

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

/**
 * Replaces the variables in the texts of a request in one pass: what a variable brings in is never looked at again (R19).
 * @param options.late names that the action itself gives values to, left as they are
 * @param options.except fields of the request that are left as they are
 * @throws DispatchError UNKNOWN_VARIABLE
 */
export function expandVariables(request: unknown, variables: Variables, { late = [], except }: { late?: readonly string[]; except?: { has(field: string): boolean } } = {}): unknown {
  const known = (name: string): boolean => variables.has(name) || late.includes(name);
  const expand = (text: string): unknown => {
    const template = templateOf(text);
    if (template.references.length === 0) return text;
    const put = (reference: Reference): string | readonly string[] => {
      const [name, rest] = nameIn(reference, known);
      if (late.includes(name)) return reference.whole;
      const value = variables.get(name);
      if (value === undefined) throw unknownVariable(name, text, variables);
      return rest === '' ? value : asText(value) + rest;
    };
    const [only] = template.references;
    return only && only.whole === text ? put(only) : fill(template, (reference) => asText(put(reference)));
  };
  return expandTexts(request, expand, except);
}

/** A value with its texts expanded; what has no variable is given back as it is, since requests are many. */
function expandTexts(value: unknown, expand: (text: string) => unknown, except?: { has(field: string): boolean }): unknown {
  if (typeof value === 'string') return expand(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.some(hasVariable) ? value.map((item) => expandTexts(item, expand)) : value;
  const fields = fieldsWithVariables(value);
  if (fields.length === 0) return value;
  // A copy has every field as its own, whatever it is called.
  const copy: Record<string, unknown> = { ...value };
  for (const field of fields) if (!(typeof copy[field] === 'string' && except?.has(field))) copy[field] = expandTexts(copy[field], expand);
  return copy;
}

/** Requests of rules do not change. */
const knownFields = new WeakMap<object, readonly string[]>();

function fieldsWithVariables(value: object): readonly string[] {
  const before = knownFields.get(value);
  if (before) return before;
  const fields = Object.entries(value).flatMap(([field, item]) => (hasVariable(item) ? [field] : []));
  knownFields.set(value, fields);
  return fields;
}

function hasVariable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('$');
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.some(hasVariable) : fieldsWithVariables(value).length > 0;
}

/**
 * Replaces the variables in one text, each value put as its surroundings ask for it (R19).
 * @param put writes a value; `at` is where in the text it goes
 * @throws DispatchError UNKNOWN_VARIABLE
 */
export function expandInto(text: string, variables: Variables, put: (value: string, at: number) => string): string {
  const known = (name: string): boolean => variables.has(name);
  return fill(templateOf(text), (reference) => {
    const [name, rest] = nameIn(reference, known);
    const value = variables.get(name);
    if (value === undefined) throw unknownVariable(name, text, variables);
    return put(asText(value), reference.at) + rest;
  });
}

function asText(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join(',');
}

function unknownVariable(name: string, text: string, variables: Variables): DispatchError {
  const nearest = nearestName(name, variables.keys());
  const [first = ''] = name.split('.');
  const known = nearestName(first, ['config']) ? 'Did you mean ${config.Name}? That is a value of the configuration.' : nearest ? `Did you mean $${nearest}?` : `Known here: ${[...variables.keys()].map((key) => `$${key}`).join(' ')}.`;
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
