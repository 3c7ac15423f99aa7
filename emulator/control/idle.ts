import { HttpFault } from '../http/http-fault';
import type { ControlContext } from './control-context';

/** What is left to do, and what waits for a later time. */
export interface Rest {
  readonly runningJobs: number;
  /** Events that the dispatcher gave back, to be delivered again. */
  readonly waitingEvents: number;
  /** Events that a push target refused, to be sent again. */
  readonly waitingPushes: number;
}

/** Those who can have something left to do. */
type Busy = Pick<ControlContext, 'emulator' | 'pushes'>;

export function restOf({ emulator, pushes }: Busy): Rest {
  return { runningJobs: emulator.runningJobs(), waitingEvents: emulator.waiting(), waitingPushes: pushes?.waiting() ?? 0 };
}

/** Waits until no job runs and every event and push was delivered. @throws HttpFault 504 when that takes too long */
export async function waitUntilIdle(context: Busy & Pick<ControlContext, 'wall'>, timeoutMs: number): Promise<void> {
  const { emulator, pushes, wall } = context;
  let callOff: () => void = () => undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    callOff = wall.schedule(timeoutMs, () => {
      const { runningJobs } = restOf(context);
      reject(new HttpFault({ status: 504, reason: 'timeout', message: `not idle after ${timeoutMs} ms: ${runningJobs} running job(s), or events under way` }));
    });
  });
  async function rest(): Promise<void> {
    do {
      await emulator.idle();
      await pushes?.idle();
      // Those who were told may have begun something new.
    } while (emulator.runningJobs() > 0);
    await emulator.idle();
  }
  try {
    await Promise.race([rest(), tooLate]);
  } finally {
    callOff();
  }
}
