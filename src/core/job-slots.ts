import { DispatchError } from './errors';
import type { Clock } from './ports/clock';

/** Lets a number of jobs run at a time; the others wait in their order. */
export interface JobSlots {
  /**
   * Runs `work` when its turn comes.
   * @throws DispatchError DEADLINE_EXCEEDED where it has not come by then
   */
  run<T>(work: () => Promise<T>, deadline: Date): Promise<T>;
}

export function createJobSlots({ most, clock }: { most: number; clock: Clock }): JobSlots {
  const waiting = new Set<() => void>();
  let running = 0;

  function turn(deadline: Date): Promise<void> {
    if (running < most) {
      running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        waiting.delete(begin);
        callOff();
        resolve();
      };
      const callOff = clock.schedule(deadline.getTime() - clock.now().getTime(), () => {
        waiting.delete(begin);
        reject(new DispatchError('DEADLINE_EXCEEDED', `${most} jobs of actions were running until ${deadline.toISOString()}, as many as MaxConcurrentJobs allows`));
      });
      waiting.add(begin);
    });
  }

  /** The slot goes to the one that has waited longest. */
  function giveBack(): void {
    const [next] = waiting;
    if (next) next();
    else running--;
  }

  return {
    async run(work, deadline) {
      await turn(deadline);
      try {
        return await work();
      } finally {
        giveBack();
      }
    },
  };
}
