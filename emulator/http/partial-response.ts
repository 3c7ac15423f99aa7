import { HttpFault } from './http-fault';

/** What a `fields` mask keeps: each member with the mask of what is below it; `true` keeps all of it. */
interface Mask {
  readonly [Symbol.iterator]: () => IterableIterator<[string, Mask | true]>;
  readonly get: (name: string) => Mask | true | undefined;
}

/**
 * Keeps of a resource what a mask as `kind,items(id,name/first)` names; `*` names every member. Lists are passed
 * through: a mask means each of their items. What the mask names and the resource lacks is left out.
 * @throws HttpFault invalidParameter for a mask that cannot be read
 */
export function partialResponse(resource: unknown, fields: string): unknown {
  return keep(resource, parseMask(fields));
}

function keep(value: unknown, mask: Mask | true): unknown {
  if (mask === true || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => keep(item, mask));
  const entries = Object.entries(value).flatMap(([name, member]) => {
    const below = mask.get(name) ?? mask.get('*');
    return below === undefined ? [] : [[name, keep(member, below)] as const];
  });
  return Object.fromEntries(entries);
}

/** Deeper masks are of no use, and each level costs a call. */
const MAX_DEPTH = 50;

function parseMask(text: string): Mask {
  let at = 0;
  const fault = (): HttpFault =>
    new HttpFault({ status: 400, reason: 'invalidParameter', message: `Invalid field selection ${text}`, location: 'fields', locationType: 'parameter' });

  function list(depth: number): Mask {
    if (depth > MAX_DEPTH) throw fault();
    const mask = new Map<string, Mask | true>();
    for (;;) {
      path(mask, depth);
      if (text[at] !== ',') return mask;
      at++;
    }
  }

  /** One `a/b/c` or `a/b(c,d)`, joined with what the mask names already. */
  function path(mask: Map<string, Mask | true>, depth: number): void {
    const [, name] = /^\s*([^\s,/()]+)\s*/.exec(text.slice(at, at + 500)) ?? [];
    if (name === undefined) throw fault();
    at = text.indexOf(name, at) + name.length;
    while (text[at] === ' ') at++;
    let below: Mask | true = true;
    if (text[at] === '/') {
      at++;
      const inner = new Map<string, Mask | true>();
      if (depth > MAX_DEPTH) throw fault();
      path(inner, depth + 1);
      below = inner;
    } else if (text[at] === '(') {
      at++;
      below = list(depth + 1);
      if (text[at] !== ')') throw fault();
      at++;
    }
    mask.set(name, join(mask.get(name), below));
  }

  const mask = list(0);
  if (at < text.length) throw fault();
  return mask;
}

/** What either of two masks keeps. */
function join(one: Mask | true | undefined, other: Mask | true): Mask | true {
  if (one === undefined) return other;
  if (one === true || other === true) return true;
  const joined = new Map<string, Mask | true>(one);
  for (const [name, below] of other) joined.set(name, join(joined.get(name), below));
  return joined;
}
