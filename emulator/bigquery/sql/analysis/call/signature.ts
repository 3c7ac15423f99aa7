import { SCALAR_NAMES, type SqlType } from '../../types/sql-type';

/** What a signature's place takes. */
export type Pattern =
  | { readonly kind: 'type'; readonly type: SqlType }
  | { readonly kind: 'template'; readonly name: string }
  | { readonly kind: 'array'; readonly element: Pattern }
  | { readonly kind: 'any' | 'part' | 'interval' | 'lambda' };

export interface Place {
  readonly pattern: Pattern;
  readonly optional: boolean;
  readonly repeated: boolean;
}

/** A form of the small language of FunctionDefinition, read. */
export interface Form {
  readonly places: readonly Place[];
  readonly result: Pattern;
  /** As messages print it: `(STRING, INT64, [INT64])`. */
  readonly text: string;
}

const forms = new Map<string, Form>();

/** Reads a form once. @throws Error for one that is written wrongly */
export function parseForm(text: string): Form {
  let form = forms.get(text);
  if (!form) forms.set(text, (form = read(text)));
  return form;
}

function read(text: string): Form {
  const [, inside = '', result = ''] = /^\((.*)\) -> (.+)$/.exec(text.trim()) ?? fail(text);
  const places = splitList(inside).map((part): Place => {
    const bare = part.replace(/(\?|\.\.\.)+$/, '');
    return { pattern: readPattern(bare, text), optional: part.slice(bare.length).includes('?'), repeated: part.includes('...') };
  });
  const printed = places.map(({ optional, repeated }, n) => {
    const name = splitList(inside)[n]!.replace(/(\?|\.\.\.)+$/, '').replace(/\b[TU]\b/g, 'ANY').replace('PART', 'DATE_TIME_PART').replace('NUMBER', 'NUMERIC');
    return repeated ? `[${name}, ...]` : optional ? `[${name}]` : name;
  });
  return { places, result: readPattern(result, text), text: `(${printed.join(', ')})` };
}

function readPattern(text: string, form: string): Pattern {
  const array = /^ARRAY<(.+)>$/.exec(text);
  if (array) return { kind: 'array', element: readPattern(array[1]!, form) };
  switch (text) {
    case 'ANY':
      return { kind: 'any' };
    case 'PART':
      return { kind: 'part' };
    case 'INTERVAL':
      return { kind: 'interval' };
    case 'LAMBDA':
      return { kind: 'lambda' };
  }
  if (/^[A-Z]$/.test(text) || text === 'NUMBER') return { kind: 'template', name: text };
  const scalar = SCALAR_NAMES.find((name) => name === text) ?? fail(form);
  return { kind: 'type', type: { kind: scalar } };
}

function splitList(text: string): string[] {
  return text.trim() === '' ? [] : text.split(/,\s*(?![^<]*>)/).map((part) => part.trim());
}

function fail(text: string): never {
  throw new Error(`${text} is no signature`);
}
