import type { JobResource } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import { auditLogEntry } from './audit-log-entry';
import { auditLogCloudEvent, toBinaryRequest, type EventRequest } from './cloud-event';
import { auditLogMessage, toPushRequest } from './pubsub-push';
import { createPushTarget, type PushTargetOptions } from './push-target';
import type { Random } from './random';
import { matchNotification, objectCloudEvent, objectMessage, type NotificationConfig, type ObjectEvent } from './storage-event';
import { createTransit, UNDISTURBED, type Disturbance } from './transit';

/** `eventarc`: CloudEvents in HTTP's binary mode; `pubsub`: bodies of push subscriptions. */
export type PushFormat = 'eventarc' | 'pubsub';

/** Everyone outside who is told of what happens here. */
export interface PushTargets {
  /** Tells that a job is DONE. */
  jobDone(job: JobResource): void;
  /** Tells of a change of an object, once for each configuration that asks for it. */
  objectChanged(event: ObjectEvent, configs: readonly NotificationConfig[]): void;
  /** Resolves when nothing is under way; what waits for a further try does not count. */
  idle(): Promise<void>;
  /** Events that wait for a further try. */
  waiting(): number;
}

export interface PushTargetsOptions extends PushTargetOptions {
  readonly urls: readonly string[];
  readonly format: PushFormat;
  readonly disturbance?: Disturbance;
  readonly random: Random;
  readonly clock: Clock;
}

export function createPushTargets({ urls, format, disturbance = UNDISTURBED, random, ...options }: PushTargetsOptions): PushTargets {
  const { clock } = options;
  const targets = urls.map((url) => ({ target: createPushTarget(url, options), transit: createTransit(disturbance, { clock, random }) }));
  let messages = 0;
  const newMessageId = (): string => `${clock.now().getTime()}${String(++messages).padStart(6, '0')}`;

  function send(request: EventRequest): void {
    for (const { target, transit } of targets) transit.carry(() => target.push(request));
  }

  return {
    jobDone(job) {
      if (targets.length === 0) return;
      const entry = auditLogEntry(job, clock.now());
      send(format === 'pubsub' ? toPushRequest(auditLogMessage(entry, newMessageId())) : toBinaryRequest(auditLogCloudEvent(entry)));
    },

    objectChanged(event, configs) {
      if (targets.length === 0) return;
      for (const config of configs.filter((one) => matchNotification(one, event))) {
        const id = newMessageId();
        send(format === 'pubsub' ? toPushRequest(objectMessage(event, config, id)) : toBinaryRequest(objectCloudEvent(event, id)));
      }
    },

    async idle() {
      await Promise.all(targets.map(({ transit }) => transit.idle()));
      await Promise.all(targets.map(({ target }) => target.idle()));
    },
    waiting: () => targets.reduce((total, { target }) => total + target.waiting(), 0),
  };
}
