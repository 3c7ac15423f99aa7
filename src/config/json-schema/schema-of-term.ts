import { z } from 'zod';

/** A JSON Schema, draft-07: what VS Code and the YAML language server know best. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A value may come from `${config.Name}`, so that a text with one may become any text. */
const PLACEHOLDER = '\\$\\{config\\.';

/**
 * The JSON Schema of a term, as its reader reads it: objects have no other fields, except for those in a choice. Names of
 * fields count in any case, but only as they are spelt here are they offered and what they hold is checked.
 */
export function schemaOfTerm(term: z.ZodType): JsonSchema {
  return finished(z.toJSONSchema(term, { target: 'draft-7', io: 'input', unrepresentable: 'any' }), true);
}

/** A text that is a word, without regard to case. */
export function patternOfWords(words: readonly string[]): string {
  const anyCase = (word: string): string => word.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
  return `^(?:${words.map(anyCase).join('|')})$`;
}

function finished(given: JsonSchema, isClosed: boolean): JsonSchema {
  const schema = without(given, ['$schema', 'propertyNames']);
  if (typeof schema['definition'] === 'string') return { $ref: `#/definitions/${schema['definition']}` };
  if (Array.isArray(schema['words'])) return schemaOfWords(schema);
  return {
    ...without(schema, isClosedObject(schema, isClosed) ? PRESENCE : []),
    ...(typeof schema['pattern'] === 'string' && { pattern: withPlaceholder(schema['pattern']) }),
    ...(isSchema(schema['items']) && { items: finished(schema['items'], isClosed) }),
    ...(Array.isArray(schema['anyOf']) && { anyOf: schema['anyOf'].map((choice: JsonSchema) => finished(choice, false)) }),
    ...(isSchema(schema['properties']) && propertiesOf(schema, isClosed)),
  };
}

/** Which fields there must be. */
const PRESENCE = ['required', 'oneOf'];

function isClosedObject({ properties, additionalProperties }: JsonSchema, isClosed: boolean): boolean {
  return isClosed && isSchema(properties) && additionalProperties === undefined;
}

function propertiesOf(schema: JsonSchema, isClosed: boolean): JsonSchema {
  const fields = Object.entries(schema['properties'] as Readonly<Record<string, JsonSchema>>).map(([name, field]) => [name, finished(field, isClosed)] as const);
  const properties = Object.fromEntries(fields);
  if (!isClosedObject(schema, isClosed)) return { properties };
  const names = fields.map(([name]) => name).filter((name) => /^\w+$/.test(name));
  const presence = Object.fromEntries(PRESENCE.filter((keyword) => schema[keyword] !== undefined).map((keyword) => [keyword, schema[keyword]]));
  return {
    properties,
    patternProperties: { [patternOfWords(names)]: true },
    additionalProperties: false,
    ...(Object.keys(presence).length > 0 && whereAsSpelt(names, presence)),
  };
}

/** What holds for objects whose fields are all spelt as they are here: one in another case may be the one that is asked for. */
export function whereAsSpelt(names: readonly string[], then: JsonSchema): JsonSchema {
  return { if: { propertyNames: { anyOf: [{ enum: names }, { not: { pattern: patternOfWords(names) } }] } }, then };
}

/** An editor offers the words as they are spelt, and takes them in any case. */
function schemaOfWords({ words, enumDescriptions, ...given }: JsonSchema): JsonSchema {
  const all = words as readonly string[];
  const schema = without(given, ['type', 'minLength']);
  const offered = { enum: all.filter((word) => word !== ''), ...(enumDescriptions !== undefined && { enumDescriptions }) };
  return { ...schema, anyOf: [offered, { type: 'string', pattern: withPlaceholder(patternOfWords(all)) }] };
}

/** Patterns that take any text with a `$` take a placeholder. */
function withPlaceholder(pattern: string): string {
  return pattern.startsWith('\\$|') ? pattern : `${PLACEHOLDER}|(?:${pattern})`;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(schema: JsonSchema, fields: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !fields.includes(name)));
}
