import type { HttpAnswer, HttpRequest } from '../ports/http-caller';
import type { OutgoingMessage } from '../ports/publisher';
import type { SlackFile, SlackMessage } from '../ports/slack';
import { createStorageState } from '../../../emulator/storage/storage-state';
import { createObjectStore } from '../../../emulator/storage/object-store';
import type { Action, ActionContext, ActionResult } from './action';

const NOW = new Date('2024-03-01T10:00:00Z');

/** Runs actions on their own and keeps what they would send. */
export function createOutgoingTestBed() {
  const clock = { now: () => NOW, schedule: () => () => undefined };
  const storage = createStorageState({ clock });
  storage.createBucket('bkt');
  const requests: HttpRequest[] = [];
  const posts: (SlackMessage | SlackFile)[] = [];
  const messages: OutgoingMessage[] = [];
  const answer = { value: { status: 200, headers: {}, body: new TextEncoder().encode('{}') } as HttpAnswer };
  const keep = <T>(list: T[], item: T): Promise<void> => {
    list.push(item);
    return Promise.resolve();
  };
  const context = {
    objects: createObjectStore(storage),
    outgoing: {
      http: { call: async (request: HttpRequest) => (await keep(requests, request), answer.value) },
      slack: { post: async (message: SlackMessage) => (await keep(posts, message), `C-${message.channel}`), upload: (file: SlackFile) => keep(posts, file) },
      publisher: { publish: async (message: OutgoingMessage) => (await keep(messages, message), '17') },
      secrets: { read: (name: string) => Promise.resolve(`secret of ${name}`) },
    },
    slack: undefined,
    now: NOW,
    deadline: new Date(NOW.getTime() + 60_000),
    idempotencyKey: 'job--0-call-0123456789ab',
    defaultProject: 'shop',
  };

  return {
    requests,
    posts,
    messages,
    storage,
    answerWith: (status: number, body: string): void => void (answer.value = { status, headers: {}, body: new TextEncoder().encode(body) }),
    run: (action: Action, request: object, more: Partial<Omit<ActionContext, 'variables'>> & { variables?: Readonly<Record<string, string | readonly string[]>> } = {}): Promise<ActionResult> =>
      action.run(request, { ...context, ...more, variables: new Map(Object.entries(more.variables ?? {})) } as unknown as ActionContext),
  };
}
