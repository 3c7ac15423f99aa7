import { badRequest } from '../../../http/http-fault';
import { DATASET_MESSAGES } from './dataset-messages';
import { JOB_MESSAGES } from './job-messages';
import { parseMessageFields, type MessageField } from './message-field';
import { ROW_MESSAGES } from './row-messages';
import { TABLE_MESSAGES } from './table-messages';

type Fields = ReadonlyMap<string, MessageField>;

const TEXTS: ReadonlyMap<string, string> = new Map([DATASET_MESSAGES, TABLE_MESSAGES, JOB_MESSAGES, ROW_MESSAGES].flatMap((texts) => Object.entries(texts)));
const known = new Map<string, Fields>();
const MAX_DEPTH = 100;
const MAX_FAULTS = 20;

export interface MessageOptions {
  /** What Google's messages call the body, such as `dataset`. */
  readonly root: string;
  /** Whether fields that are null stay, as a PATCH needs them; else they are left out. */
  readonly keepNull?: boolean;
}

/**
 * The body of a request as a message of BigQuery's: 64-bit integers become texts, other scalars what their type is.
 * @throws HttpFault 400 in Google's words for every unknown field and every value of another type
 */
export function parseMessage(body: unknown, message: string, { root, keepNull = false }: MessageOptions): unknown {
  if (body === null || body === undefined) return {};
  const faults: string[] = [];
  checkDepth(body);
  const parsed = new MessageReader(faults, keepNull).message(body, message, root);
  if (faults.length > 0) throw badRequest(faults.slice(0, MAX_FAULTS).join('\n'), 'badRequest');
  return parsed;
}

/** Every message by its name; `JsonObject` stands for those of which nothing is told. */
export function allMessages(): readonly (readonly [name: string, fields: Fields])[] {
  return [...[...TEXTS.keys()].map((name) => [name, fieldsOf(name)] as const), ['JsonObject', new Map()]];
}

function fieldsOf(message: string): Fields {
  const fields = known.get(message) ?? parseMessageFields(TEXTS.get(message) ?? '');
  known.set(message, fields);
  return fields;
}

class MessageReader {
  constructor(
    private readonly faults: string[],
    private readonly keepNull: boolean,
  ) {}

  message(value: unknown, message: string, path: string): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.invalid(path, `type.googleapis.com/google.cloud.bigquery.v2.${message}`, value);
    const fields = fieldsOf(message);
    return this.members(value, (name, member) => {
      const field = fields.get(name);
      if (field) return this.field(member, field, `${path}.${name}`);
      this.faults.push(`Invalid JSON payload received. Unknown name "${name.slice(0, 100)}" at '${path}': Cannot find field.`);
      return undefined;
    });
  }

  private members(value: object, read: (name: string, member: unknown) => unknown): unknown {
    const members = Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
      if (member === null) return this.keepNull ? [[name, null]] : [];
      const parsed = read(name, member);
      return parsed === undefined ? [] : [[name, parsed]];
    });
    return Object.fromEntries(members) as unknown;
  }

  private field(value: unknown, { type, kind }: MessageField, path: string): unknown {
    if (kind === 'single') return this.single(value, type, path);
    if (kind === 'map') {
      if (typeof value !== 'object' || Array.isArray(value)) return this.invalid(path, 'Map', value);
      return this.members(value as object, (name, member) => this.single(member, type, `${path}[${JSON.stringify(name)}]`));
    }
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.filter((item) => item !== null).map((item, index) => this.single(item, type, `${path}[${index}]`));
  }

  private single(value: unknown, type: string, path: string): unknown {
    const read = SCALARS.get(type);
    if (!read) return this.message(value, type, path);
    const scalar = read(value);
    return scalar === undefined ? this.invalid(path, `TYPE_${type.toUpperCase()}`, value) : scalar;
  }

  /** Notes a value of another type; nothing stands in its place. */
  private invalid(path: string, type: string, value: unknown): unknown {
    this.faults.push(`Invalid value at '${path}' (${type}), ${JSON.stringify(value).slice(0, 200)}`);
    return undefined;
  }
}

/** The value of each scalar type, or `undefined` for what is none. */
const SCALARS: ReadonlyMap<string, (value: unknown) => unknown> = new Map<string, (value: unknown) => unknown>([
  ['any', (value) => value],
  // Clients send parameters of a query as the numbers that they are.
  ['string', (value) => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined)],
  ['boolean', (value) => (typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined)],
  ['int64', (value) => wholeNumber(value)],
  ['integer', (value) => {
    const text = wholeNumber(value);
    return text === undefined || Math.abs(Number(text)) >= 2 ** 32 ? undefined : Number(text);
  }],
  ['number', (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }],
]);

function wholeNumber(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : undefined;
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value).toString() : undefined;
}

/** Refuses what is nested deeper than any message, before anything walks down it. */
function checkDepth(body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw badRequest('Invalid JSON payload received. Message too deep. Max recursion depth reached', 'badRequest');
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : []));
  }
}
