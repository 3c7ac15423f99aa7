import { RE2JS } from 're2js';
import { DispatchError } from '../../src/core/errors';

/**
 * Whether names match a glob: `*` and `?` stop at slashes, `**` does not; `[a-z]`, `[!a]` and `{a,b}` are known.
 * See https://cloud.google.com/storage/docs/json_api/v1/objects/list#list-objects-and-prefixes-using-glob.
 * @throws DispatchError INVALID_REQUEST for a pattern that cannot be read
 */
export function compileGlob(pattern: string): (name: string) => boolean {
  try {
    const compiled = RE2JS.compile(translate(pattern), RE2JS.DOTALL);
    return (name) => compiled.matches(name);
  } catch {
    throw new DispatchError('INVALID_REQUEST', `Invalid matchGlob pattern: ${JSON.stringify(pattern)}`);
  }
}

/** Token by token; what is not special is quoted. */
const TOKEN = /\*\*\/|\*\*|\*|\?|\[[!^]?(?:\\.|[^\]\\])+\]|\\.|[^]/gu;

const WILDCARDS: ReadonlyMap<string, string> = new Map([['**/', '(?:.*/)?'], ['**', '.*'], ['*', '[^/]*'], ['?', '[^/]']]);

function translate(pattern: string): string {
  let depth = 0;
  const translated = pattern.replace(TOKEN, (token) => {
    const wildcard = WILDCARDS.get(token);
    if (wildcard !== undefined) return wildcard;
    if (token.length > 1 && token.startsWith('\\')) return RE2JS.quote(token.slice(1));
    if (token.length > 1 && token.startsWith('[')) return characterClass(token);
    if (token === '{') depth++;
    else if (depth === 0 || !'},'.includes(token)) return RE2JS.quote(token);
    else if (token === '}') depth--;
    return token === '{' ? '(?:' : token === '}' ? ')' : '|';
  });
  return translated;
}

/** `[a-c]` and `[!a-c]`. */
function characterClass(token: string): string {
  const [, negation, members = ''] = /^\[([!^]?)([^]*)\]$/.exec(token) ?? [];
  return `[${negation ? '^' : ''}${members.replace(/[[\]^&~]/g, '\\$&')}]`;
}
