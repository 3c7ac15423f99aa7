import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { reportError, toDispatchError } from '../../core/errors';
import type { ThreadAnswer } from './thread-pool';

/** After so many requests a thread lets go of what they have left behind; V8 alone would wait for some hundred MB of it. */
const REQUESTS_A_CLEANING = 64;

/** In a thread: does the work for each request of its pool, one after the other. */
export function serveThread(work: (request: unknown) => Promise<unknown>): void {
  let before: Promise<void> = Promise.resolve();
  setFlagsFromString('--expose-gc');
  const clean = runInNewContext('gc') as () => void;
  parentPort?.on('message', ({ number, request }: { number: number; request: unknown }) => {
    before = before.then(async () => {
      try {
        answer({ number, result: await work(request) });
      } catch (thrown) {
        answer({ number, error: reportError(toDispatchError(thrown)) });
      }
      if (number % REQUESTS_A_CLEANING === 0) clean();
    });
  });
}

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}
