import { z } from 'zod';

/** A JSON Schema, draft-07: what VS Code and the YAML language server know best. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A value may come from `${config.Name}`, so that a text with one may become any text. */
const PLACEHOLDER = '\\$\\{config\\.';

/** The JSON Schema of a term, as its reader reads it: objects have no other fields, except for those in a choice. */
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
    ...schema,
    ...(typeof schema['pattern'] === 'string' && { pattern: withPlaceholder(schema['pattern']) }),
    ...(isSchema(schema['items']) && { items: finished(schema['items'], isClosed) }),
    ...(Array.isArray(schema['anyOf']) && { anyOf: schema['anyOf'].map((choice: JsonSchema) => finished(choice, false)) }),
    ...(isSchema(schema['properties']) && propertiesOf(schema, isClosed)),
  };
}

function propertiesOf({ properties, additionalProperties }: JsonSchema, isClosed: boolean): JsonSchema {
  const fields = Object.entries(properties as Readonly<Record<string, JsonSchema>>).map(([name, field]) => [name, finished(field, isClosed)] as const);
  return { properties: Object.fromEntries(fields), ...(isClosed && additionalProperties === undefined && { additionalProperties: false }) };
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
