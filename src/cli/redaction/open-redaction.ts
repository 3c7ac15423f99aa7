import { randomUUID } from 'node:crypto';
import type { When } from '../../core/filter';
import type { JobResource } from '../../core/job-resource';
import { namesOfPeople } from './people';
import { createPseudonyms } from './pseudonyms';
import { createJobRedaction } from './redact-job';
import { wordsOfRules } from './rule-words';

export interface RedactionRequest {
  /** Who ran the jobs. */
  readonly users: ReadonlySet<string>;
  /** Texts that must not stand anywhere. */
  readonly names: readonly string[];
  /** Of the rules that are to match as before: what they say stays. */
  readonly filters: readonly When[];
  /** Recordings that have one key agree; one of its own, which nobody knows, where it is missing. */
  readonly key: string | undefined;
}

export function openRedaction({ users, names, filters, key }: RedactionRequest): (job: JobResource) => JobResource {
  return createJobRedaction({ pseudonyms: createPseudonyms(key || randomUUID()), people: namesOfPeople(users), names, isSaid: wordsOfRules(filters) });
}
