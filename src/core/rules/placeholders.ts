import { expandPlaceholders } from '../expand';
import type { Document } from './document';
import { formatPath, type Path } from './fault';
import { nameHint } from './nearest';
import type { RuleReader } from './rule-reader';

/** Where the values of `${config.Name}` come from (R18). */
export interface Placeholders {
  /** The value of a name, or `undefined`. */
  valueOf(name: string): string | undefined;
  /** The names that have a value, for hints. */
  names(): readonly string[];
}

/** Replaces the placeholders of a document's value; each that has no value is a fault at its own position. */
export function resolvePlaceholders(document: Document, placeholders: Placeholders, reader: RuleReader): unknown {
  return expandPlaceholders(document.value, (name, path) => {
    const value = placeholders.valueOf(name);
    if (value === undefined) reportUnresolved(name, path, { placeholders, reader });
    return value;
  });
}

function reportUnresolved(name: string, path: Path, { placeholders, reader }: { placeholders: Placeholders; reader: RuleReader }): void {
  const names = placeholders.names();
  const give = `Give it with --set ${name || 'Name'}=value, DISPATCH_SET_${name || 'Name'} or variables.json.`;
  reader.report('UNRESOLVED_PLACEHOLDER', path, {
    message: `found \${config.${name}} in ${formatPath(path)}, which has no value`,
    hint: names.length > 0 ? `${give} ${nameHint(name, names)}` : give,
  });
}
