import type { Json } from './json-model';

const MAX_PATHS = 500;
const paths = new Map<string, readonly string[]>();

const KEY = /\.([\p{L}\p{N}_\-:\s]+)/uy;
const LEGACY_OFFSET = /\[\s*([\p{L}\p{N}_-]+)\s*\]/uy;
const OFFSET = /\[\s*([\p{N}_-]+)\s*\]/uy;
const LEGACY_QUOTED = /\[\s*'((?:[^\\']|\\'|\\[^'])*)'\s*\]/uy;
const QUOTED = /\."((?:[^\\"]|\\"|\\[^"])*)"/uy;

/**
 * The keys and offsets of a JSONPath. `legacy` is that of JSON_EXTRACT: ['key'] instead of ."key".
 * @throws Error `JSONPath must start with '$'`, `Invalid token in JSONPath at: …`, `Unsupported operator in JSONPath: …`, and for lax mode
 */
export function parsePath(text: string, legacy = false): readonly string[] {
  const key = `${legacy ? 'l' : 's'}${text}`;
  let path = paths.get(key);
  if (!path) {
    if (paths.size >= MAX_PATHS) paths.clear();
    path = readPath(text, legacy);
    paths.set(key, path);
  }
  return path;
}

function readPath(text: string, legacy: boolean): readonly string[] {
  refuseStart(text);
  const tokens: string[] = [];
  const quote = legacy ? "'" : '"';
  let at = 1;
  while (at < text.length) {
    const token = match(KEY, text, at) ?? match(legacy ? LEGACY_OFFSET : OFFSET, text, at);
    const quoted = token ? undefined : match(legacy ? LEGACY_QUOTED : QUOTED, text, at);
    const found = token ?? quoted;
    if (!found) break;
    tokens.push(quoted ? (quoted[1] as string).replaceAll(`\\${quote}`, quote) : (found[1] as string));
    at += found[0].length;
  }
  const rest = text.slice(at);
  if (rest === '' || (legacy && rest === '.')) return tokens;
  const operator = /\*|\.\.|@/.exec(rest);
  throw new Error(operator ? `Unsupported operator in JSONPath: ${operator[0]}` : `Invalid token in JSONPath at: ${rest}`);
}

function refuseStart(text: string): void {
  if (/^\s*lax\s/i.test(text)) throw new Error('A JSONPath in lax mode is not emulated');
  if (!text.startsWith('$')) throw new Error("JSONPath must start with '$'");
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** What stands at a path; `undefined` if nothing does. */
export function atPath(value: Json, path: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const token of path) {
    current = memberOf(current, token);
    if (current === undefined) return undefined;
  }
  return current;
}

export function memberOf(value: Json, token: string): Json | undefined {
  if (value instanceof Map) return value.get(token);
  if (!Array.isArray(value)) return undefined;
  const position = positionOf(token);
  return position === undefined ? undefined : value[position];
}

/** The offset that a token of a path is, or `undefined` if it is a key. */
export function positionOf(token: string): number | undefined {
  return /^\d{1,9}$/.test(token) ? Number(token) : undefined;
}
