import type { When } from '../../core/filter';

/** The types of jobs that a filter takes. */
export function typesOf({ Type }: When): readonly string[] {
  return Type ? [Type.toUpperCase()] : ['QUERY', 'LOAD', 'EXTRACT', 'COPY'];
}

export function isEmpty({ Type, Source, Dest }: When): boolean {
  return !Type && !Source && !Dest;
}
