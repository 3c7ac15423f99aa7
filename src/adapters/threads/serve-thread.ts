import { parentPort } from 'node:worker_threads';
import { reportError, toDispatchError } from '../../core/errors';
import type { ThreadAnswer } from './thread-pool';

/** In a thread: does the work for each request of its pool, one after the other. */
export function serveThread(work: (request: unknown) => Promise<unknown>): void {
  let before: Promise<void> = Promise.resolve();
  parentPort?.on('message', ({ number, request }: { number: number; request: unknown }) => {
    before = before.then(async () => {
      try {
        answer({ number, result: await work(request) });
      } catch (thrown) {
        answer({ number, error: reportError(toDispatchError(thrown)) });
      }
    });
  });
}

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}
