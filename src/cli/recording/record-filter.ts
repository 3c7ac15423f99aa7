import { InvalidArgumentError } from 'commander';
import type { When } from '../../core/filter';

const FIELDS: readonly (keyof When)[] = ['Type', 'Source', 'Dest'];

const TYPES = ['QUERY', 'LOAD', 'EXTRACT', 'COPY'];

/** Gathers `--filter Type=LOAD`, one field each, into the `When` of a route. */
export function collectFilter(text: string, before: When = {}): When {
  const equals = text.indexOf('=');
  const field = FIELDS.find((name) => name.toLowerCase() === text.slice(0, Math.max(0, equals)).trim().toLowerCase());
  if (!field || text.slice(equals + 1) === '') throw new InvalidArgumentError(`Expected one of ${FIELDS.map((name) => `${name}=value`).join(', ')}.`);
  if (field === 'Type' && !TYPES.includes(text.slice(equals + 1).toUpperCase())) throw new InvalidArgumentError(`Expected a Type of ${TYPES.join(', ')}.`);
  if (before[field] !== undefined) throw new InvalidArgumentError(`${field} is given twice.`);
  return { ...before, [field]: text.slice(equals + 1) };
}
