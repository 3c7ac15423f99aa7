import type { Variables } from './expand';

/** Values by name, each made when it is asked for: of all that a job tells, most rules use little. */
export function lazyVariables<From>(makers: ReadonlyMap<string, (from: From) => string | readonly string[]>, from: From): Variables {
  return new LazyVariables(makers, from);
}

class LazyVariables<From> implements Variables {
  readonly #makers: ReadonlyMap<string, (from: From) => string | readonly string[]>;
  readonly #from: From;

  constructor(makers: ReadonlyMap<string, (from: From) => string | readonly string[]>, from: From) {
    this.#makers = makers;
    this.#from = from;
  }

  get size(): number {
    return this.#makers.size;
  }

  get(name: string): string | readonly string[] | undefined {
    return this.#makers.get(name)?.(this.#from);
  }

  has(name: string): boolean {
    return this.#makers.has(name);
  }

  keys(): MapIterator<string> {
    return this.#makers.keys();
  }

  values(): MapIterator<string | readonly string[]> {
    return new Map(this.entries()).values();
  }

  entries(): MapIterator<[string, string | readonly string[]]> {
    return new Map([...this.#makers].map(([name, make]) => [name, make(this.#from)])).entries();
  }

  [Symbol.iterator](): MapIterator<[string, string | readonly string[]]> {
    return this.entries();
  }

  forEach(callback: (value: string | readonly string[], name: string, all: Variables) => void): void {
    for (const [name, value] of this.entries()) callback(value, name, this);
  }
}
