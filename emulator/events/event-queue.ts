import type { JobEvent } from '../../src/core/job-event';
import type { Clock } from '../../src/core/ports/clock';
import type { DispatchResponse } from '../../src/core/response';

/** Waits of Pub/Sub's default retry policy: the first, doubled up to the last. */
const FIRST_REDELIVERY_MS = 10_000;
const LAST_REDELIVERY_MS = 600_000;

/** Brings events to the dispatcher, one after the other and again where it asks for that. */
export interface EventQueue {
  /** @returns what was answered to the event the first time */
  post(event: JobEvent): Promise<DispatchResponse>;
  /** Resolves when every event is handled; those that wait for redelivery do not count. */
  idle(): Promise<void>;
  /** Events that wait for redelivery. */
  waiting(): number;
  /** Calls off what waits. */
  close(): void;
}

export interface EventQueueOptions {
  readonly clock: Clock;
  readonly dispatch: (event: JobEvent) => Promise<DispatchResponse>;
  readonly onResponse: (response: DispatchResponse, event: JobEvent) => void;
}

interface Delivery {
  readonly event: JobEvent;
  readonly tries: number;
  readonly answered?: (response: DispatchResponse) => void;
}

export function createEventQueue({ clock, dispatch, onResponse }: EventQueueOptions): EventQueue {
  let pending: Delivery[] = [];
  let running: Promise<void> | undefined;
  const redeliveries = new Set<() => void>();

  async function run(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      for (const { event, tries, answered } of batch) {
        const response = await dispatch(event);
        onResponse(response, event);
        answered?.(response);
        if (response.Status === 'retry') redeliverLater(event, tries);
      }
    }
    running = undefined;
  }

  function redeliverLater(event: JobEvent, tries: number): void {
    const delayMs = Math.min(FIRST_REDELIVERY_MS * 2 ** tries, LAST_REDELIVERY_MS);
    const cancel = clock.schedule(delayMs, () => {
      redeliveries.delete(cancel);
      add({ event, tries: tries + 1 });
    });
    redeliveries.add(cancel);
  }

  function add(delivery: Delivery): void {
    pending.push(delivery);
    running ??= run();
  }

  return {
    post: (event) => new Promise((answered) => add({ event, tries: 0, answered })),
    async idle() {
      while (running) await running;
    },
    waiting: () => redeliveries.size,
    close() {
      for (const cancel of redeliveries) cancel();
      redeliveries.clear();
    },
  };
}
