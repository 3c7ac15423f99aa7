import type { Clock } from '../../src/core/ports/clock';
import type { EventRequest } from './cloud-event';

/** Waits before the second try and so on, each double the one before. */
const FIRST_RETRY_MS = 1000;
const MAX_TRIES = 6;
/** More events than these are not kept for a target that does not answer. */
const MAX_KEPT = 10_000;

/** Posts a request. @returns the HTTP status; throws where there is no answer */
export type PostEvent = (url: string, request: EventRequest) => Promise<number>;

/** A URL that gets events, each until it answers with a status of 2xx. */
export interface PushTarget {
  push(request: EventRequest): void;
  /** Resolves when nothing is under way; what waits for a further try does not count. */
  idle(): Promise<void>;
  /** Events that wait for a further try. */
  waiting(): number;
}

export interface PushTargetOptions {
  readonly clock: Clock;
  readonly post: PostEvent;
  /** Told in a line what is given up. */
  readonly say: (line: string) => void;
}

/** Events go out one after the other, in their order; one that is refused comes again later and holds up no other. */
export function createPushTarget(url: string, { clock, post, say }: PushTargetOptions): PushTarget {
  const pending: { request: EventRequest; tries: number }[] = [];
  let running: Promise<void> | undefined;
  let waiting = 0;

  async function run(): Promise<void> {
    for (let item = pending.shift(); item; item = pending.shift()) {
      const tries = item.tries + 1;
      const { request } = item;
      const failure = await attempt(request);
      if (failure === undefined) continue;
      if (tries >= MAX_TRIES) say(`push to ${url} given up after ${tries} tries: ${failure}`);
      else retryLater(request, tries);
    }
    running = undefined;
  }

  /** @returns what went wrong; `undefined` where the event was taken */
  async function attempt(request: EventRequest): Promise<string | undefined> {
    try {
      const status = await post(url, request);
      return status >= 200 && status < 300 ? undefined : `HTTP ${status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  function retryLater(request: EventRequest, tries: number): void {
    waiting++;
    clock.schedule(FIRST_RETRY_MS * 2 ** (tries - 1), () => {
      waiting--;
      add(request, tries);
    });
  }

  function add(request: EventRequest, tries: number): void {
    if (pending.length + waiting >= MAX_KEPT) {
      say(`push to ${url} given up: ${MAX_KEPT} events wait for it already`);
      return;
    }
    pending.push({ request, tries });
    running ??= run();
  }

  return {
    push: (request) => add(request, 0),
    async idle() {
      while (running) await running;
    },
    waiting: () => waiting,
  };
}
