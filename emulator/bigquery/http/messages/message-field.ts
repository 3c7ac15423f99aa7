/**
 * The fields of messages by the messages' names. A field is `name:type`, a bare `name` a string; types are string,
 * int64 (a text or a number in JSON), integer, number, boolean, any, or a message; `[]` makes a list, `{}` a map.
 */
export type MessageTexts = Readonly<Record<string, string>>;

export interface MessageField {
  readonly name: string;
  /** Without `[]` or `{}`. */
  readonly type: string;
  readonly kind: 'single' | 'list' | 'map';
}

/** The fields that a text of MessageTexts stands for, by their names. */
export function parseMessageFields(text: string): ReadonlyMap<string, MessageField> {
  const fields = text.split(/\s+/).filter((word) => word !== '').map(parseField);
  return new Map(fields.map((field) => [field.name, field]));
}

function parseField(word: string): MessageField {
  const [name = '', written = 'string'] = word.split(':');
  const type = written.replace(/(\[\]|\{\})$/, '');
  return { name, type, kind: written.endsWith('[]') ? 'list' : written.endsWith('{}') ? 'map' : 'single' };
}
