import { hasCode } from './errors';
import { childUrl, type GsUrl } from './gs-url';
import type { JobReference } from './job';
import { recordUrl, taskBesideRecord } from './object-names';
import type { ObjectStore } from './ports/object-store';
import type { ActionRule } from './rules/action-rule';
import type { ChainLink } from './rules/chain-link';

/** The tasks that asynchronous actions leave for the events of their jobs (R14). */
export interface ChainTasks {
  /** Writes the task of a job that is about to be started; one that stands already is the same. */
  write(ref: JobReference, rule: ActionRule, link: ChainLink): Promise<void>;
  /** Puts the task of a job that was refused to the errors. */
  giveUp(ref: JobReference, now: Date): Promise<void>;
}

export function createChainTasks({ objects, deferTaskUrl, errorUrl }: { objects: ObjectStore; deferTaskUrl: GsUrl; errorUrl: GsUrl }): ChainTasks {
  const urlOf = ({ jobId }: JobReference): GsUrl => childUrl(deferTaskUrl, `${jobId}.json`);

  return {
    async write(ref, rule, link) {
      const bytes = new TextEncoder().encode(`${JSON.stringify(taskOf(ref, rule, link), null, 2)}\n`);
      try {
        await objects.write(urlOf(ref), bytes, { ifGeneration: '0', contentType: 'application/json' });
      } catch (error) {
        if (!hasCode(error, 'PRECONDITION_FAILED')) throw error;
      }
    },

    async giveUp(ref, now) {
      const source = urlOf(ref);
      await objects.copy(source, taskBesideRecord(recordUrl(errorUrl, ref, now)));
      await objects.remove(source);
    },
  };
}

/** In BqTail's form: the action itself beside its follow-ups, everything as it was before expansion. */
function taskOf({ projectId, jobId, location }: JobReference, rule: ActionRule, Chain: ChainLink): object {
  const { Action, Request, OnSuccess, OnFailure, Info, Meta } = rule;
  return { JobID: jobId, ProjectID: projectId, Location: location, Async: true, Action, Request, OnSuccess, OnFailure, Info, Meta, Chain };
}
