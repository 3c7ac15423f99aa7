import type { Clock } from '../../src/core/ports/clock';

/** What an action told the world, or would have told it. */
export type OutboxMessage = {
  /** The same for a message that was sent again, which is kept once. */
  readonly idempotencyKey: string;
} & (
  | { readonly kind: 'call'; readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, unknown>>; readonly body?: string; readonly identity?: object }
  | { readonly kind: 'notify'; readonly channel: string; readonly title: string; readonly message?: string; readonly from?: string; readonly filename?: string; readonly content?: string; readonly hasToken: boolean }
  | { readonly kind: 'push'; readonly projectId: string; readonly topic: string; readonly data: string; readonly attributes: Readonly<Record<string, string>> }
);

export type OutboxEntry = OutboxMessage & {
  /** When it was sent first; ISO 8601. */
  readonly time: string;
  /** How often it was sent. */
  readonly count: number;
};

/** What went out, the oldest first. */
export interface Outbox {
  note(message: OutboxMessage): void;
  entries(): readonly OutboxEntry[];
  clear(): void;
}

/** More than a person looks through; the oldest give way. */
const MAX_ENTRIES = 10_000;

export function createOutbox({ clock }: { clock: Clock }): Outbox {
  const entries = new Map<string, OutboxEntry>();
  return {
    note(message) {
      const identity = identityOf(message);
      const known = entries.get(identity);
      entries.set(identity, { ...message, time: known?.time ?? clock.now().toISOString(), count: (known?.count ?? 0) + 1 });
      const [oldest] = entries.keys();
      if (entries.size > MAX_ENTRIES && oldest !== undefined) entries.delete(oldest);
    },
    entries: () => [...entries.values()],
    clear: () => entries.clear(),
  };
}

function identityOf(message: OutboxMessage): string {
  return JSON.stringify([message.kind, message.idempotencyKey, ...placeOf(message)]);
}

/** One action may tell several channels, and each of them a text and a file; a key of the user's own may go to several places. */
function placeOf(message: OutboxMessage): readonly (string | undefined)[] {
  switch (message.kind) {
    case 'notify':
      return [message.channel, message.filename];
    case 'call':
      return [message.method, message.url];
    case 'push':
      return [message.projectId, message.topic];
  }
}
