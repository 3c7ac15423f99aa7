import type { Clock } from '../../src/core/ports/clock';
import type { Outgoing } from '../../src/core/ports/outgoing';
import { createFakeAnswers } from './fake-answer';
import { createFakeOutgoing } from './fake-outgoing';
import { createOutbox } from './outbox';
import { recordOutgoing } from './recorded-outgoing';

/** A world in which everything arrives, and what arrived, without times and numbers, for tests. */
export function createSentOutgoing(clock: Clock): { outgoing: Outgoing; sent: () => readonly unknown[] } {
  const outbox = createOutbox({ clock });
  const answers = createFakeAnswers([]);
  return {
    outgoing: recordOutgoing(outbox, createFakeOutgoing(() => answers)),
    sent: () => outbox.entries().map((entry) => ({ ...entry, time: undefined, count: undefined })),
  };
}
