import { Worker } from 'node:worker_threads';
import { DispatchError, type ErrorReport } from '../../core/errors';

/** What a thread answers to a request. */
export type ThreadAnswer = { readonly number: number } & ({ readonly result: unknown } | { readonly error: ErrorReport });

/** What a thread is asked; its bytes move there. */
export interface ThreadRequest {
  readonly bytes: Uint8Array;
}

/** Threads of one program that all do the same task. */
export interface ThreadPool<Result> {
  readonly size: number;
  /** Rejects with what the thread's work rejected with, and with INTERNAL where the thread ends. */
  run(request: ThreadRequest): Promise<Result>;
  close(): void;
}

/**
 * @param file the program; it answers by `serveThread`
 * @param task handed to each thread
 */
export function createThreadPool<Result>({ file, size, task }: { file: string; size: number; task: unknown }): ThreadPool<Result> {
  const threads = Array.from({ length: size }, () => createThread<Result>(file, task));
  return {
    size,
    run(request) {
      const [idlest] = [...threads].sort((one, other) => one.busy() - other.busy());
      return (idlest as (typeof threads)[number]).run(request);
    },
    close: () => threads.forEach((thread) => thread.close()),
  };
}

function createThread<Result>(file: string, task: unknown) {
  const waiting = new Map<number, { resolve: (result: Result) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let fault: DispatchError | undefined;
  const worker = new Worker(file, { workerData: task });
  // It keeps the process alive only while something is waited for.
  worker.unref();

  function fail(message: string, cause?: unknown): void {
    fault = new DispatchError('INTERNAL', `a thread ended: ${message}`, { cause });
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  }

  worker.on('error', (error) => fail(String(error), error));
  worker.on('exit', (code) => fail(`code ${code}`));
  worker.on('message', (answer: ThreadAnswer) => {
    const asker = waiting.get(answer.number);
    waiting.delete(answer.number);
    if (waiting.size === 0) worker.unref();
    if ('error' in answer) asker?.reject(new DispatchError(answer.error.Code, answer.error.Message, { hint: answer.error.Hint }));
    else asker?.resolve(answer.result as Result);
  });

  return {
    busy: () => waiting.size,
    run: (request: ThreadRequest) =>
      new Promise<Result>((resolve, reject) => {
        if (fault) {
          reject(fault);
          return;
        }
        const number = ++asked;
        waiting.set(number, { resolve, reject });
        worker.ref();
        worker.postMessage({ number, request }, [request.bytes.buffer as ArrayBuffer]);
      }),
    close: () => void worker.terminate(),
  };
}
