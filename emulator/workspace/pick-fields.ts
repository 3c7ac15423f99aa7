/** Those of an object's own fields that are among the names, in the order of the names. */
export function pickFields<T extends object, K extends keyof T & string>(source: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(source, name)).map((name) => [name, source[name]])) as Pick<T, K>;
}
