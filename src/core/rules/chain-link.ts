import { z } from 'zod';
import type { JobReference } from '../job';
import type { PlannedObject } from '../job-state';
import { text } from './terms';

/**
 * What an asynchronous action hands on in the task that continues after its job (R14). Field names are those of the JSON
 * in the task file.
 */
export interface ChainLink {
  /** The job whose plan had the action, and where in it: what the ID of the action's job is made of (R15). */
  readonly Parent: JobReference;
  readonly Position: string;
  readonly Redrive: number;
  /** How many jobs of the action failed before this one; counts from 0. */
  readonly Attempt: number;
  /** Captured from the root job, never expanded again (R19). */
  readonly Variables: Readonly<Record<string, string | readonly string[]>>;
  readonly DefaultProject: string;
  /** Objects as they stood when the root job was claimed (R16). */
  readonly Objects: readonly PlannedObject[];
}

const reference = z.object({ projectId: text('a project ID'), jobId: text('a job ID'), location: text('a location') }, { error: 'a job reference' });

export const chainTerm = z.object({
  Parent: reference,
  Position: text('a position such as 0.OnSuccess.1'),
  Redrive: z.number({ error: 'a number' }),
  Attempt: z.number({ error: 'a number' }),
  Variables: z.record(z.string(), z.union([z.string(), z.array(z.string())]), { error: 'an object of texts and lists of texts' }),
  DefaultProject: text('a project ID'),
  Objects: z.array(z.object({ URL: text('a gs:// URL'), Generation: z.string().nullable(), Of: z.string().optional() }), { error: 'a list of objects' }),
}, { error: 'what an asynchronous action wrote' });
