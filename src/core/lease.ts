import { DispatchError, hasCode } from './errors';
import { formatGsUrl, type GsUrl } from './gs-url';
import type { JobReference } from './job';
import { parseJobState, serializeJobState, type JobState, type Plan, type Progress } from './job-state';
import { stateMetadata } from './listed-state';
import { stateUrl } from './object-names';
import type { Clock } from './ports/clock';
import type { ObjectStore } from './ports/object-store';

/** Cloud Storage takes one change of an object a second; progress is not saved oftener (R22). */
const SAVE_INTERVAL_MS = 1000;

/** A state as it was read. */
export interface StandingState {
  readonly state: JobState;
  readonly generation: string;
}

/** The right to run a job's plan, held as long as it is renewed (R20, R22). */
export interface Lease {
  readonly state: JobState;
  /**
   * To be called before each action: makes sure that no other run has taken over.
   * @throws DispatchError LEASE_LOST
   */
  hold(): Promise<void>;
  /**
   * Keeps what was done; written with the next save where the last is less than a second ago.
   * @throws DispatchError LEASE_LOST
   */
  progress(progress: Progress): Promise<void>;
  /**
   * Saves what `progress` still keeps back, once Cloud Storage takes another change. To be called before an action
   * that destroys what an earlier one made: that one could not be run again (R23).
   * @throws DispatchError LEASE_LOST
   */
  flush(): Promise<void>;
  /**
   * Writes the last state of this run and gives the lease up.
   * @throws DispatchError LEASE_LOST
   */
  end(verdict: Pick<JobState, 'State' | 'RecordURL' | 'Error' | 'Ended'>): Promise<StandingState>;
  /** Stops renewing without a word, where the run broke off. */
  abandon(): void;
}

/** The state objects of all jobs. Every change is a compare-and-swap on the generation, so that of two runs one wins. */
export interface JobStates {
  /** @throws DispatchError STATE_INVALID */
  read(ref: JobReference): Promise<StandingState | undefined>;
  /** Creates the state of a job and takes the lease; `undefined` if another run was faster. */
  claim(ref: JobReference, plan: Plan): Promise<Lease | undefined>;
  /** Takes the lease of a run that gave up or died; `undefined` if another run was faster. */
  takeOver(standing: StandingState): Promise<Lease | undefined>;
  /** Changes a state that nobody holds; `undefined` if another run was faster. */
  amend(standing: StandingState, change: Partial<JobState>): Promise<StandingState | undefined>;
}

export interface JobStatesOptions {
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly journalUrl: GsUrl;
  readonly leaseSeconds: number;
  /** A name for each run, unlike that of any other. */
  readonly newHolder: () => string;
}

export function createJobStates({ objects, clock, journalUrl, leaseSeconds, newHolder }: JobStatesOptions): JobStates {
  const leaseMs = leaseSeconds * 1000;
  const expiry = (): string => new Date(clock.now().getTime() + leaseMs).toISOString();

  async function read(ref: JobReference): Promise<StandingState | undefined> {
    const url = stateUrl(journalUrl, ref);
    const found = await objects.read(url);
    return found && { state: parseJobState(found.bytes, url), generation: found.generation };
  }

  /** Swaps the state; `undefined` where the generation is no longer the expected one. */
  async function swap(state: JobState, ifGeneration: string): Promise<StandingState | undefined> {
    try {
      const written = await objects.write(stateUrl(journalUrl, state.JobRef), serializeJobState(state), { ifGeneration, contentType: 'application/json', metadata: stateMetadata(state) });
      return { state, generation: written.generation };
    } catch (error) {
      if (hasCode(error, 'PRECONDITION_FAILED')) return undefined;
      throw error;
    }
  }

  /** Where the reply to an earlier change was lost, the state that stands is our own: the change is made on that. */
  async function swapOwn(state: JobState): Promise<StandingState | undefined> {
    const standing = await read(state.JobRef);
    return standing?.state.Holder === state.Holder && standing.state.State === 'running' ? swap(state, standing.generation) : undefined;
  }

  async function hold(state: JobState, ifGeneration: string): Promise<Lease | undefined> {
    const held = await swap({ ...state, State: 'running', Holder: newHolder(), ExpiresAt: expiry() }, ifGeneration);
    return held && createLease(held);
  }

  function createLease(held: StandingState): Lease {
    let standing = held;
    let savedAt = clock.now().getTime();
    let unsaved: Progress | undefined;
    let lost = false;
    let renewal: () => void = () => undefined;
    // Changes of one lease are made one after the other, so that it never competes with itself.
    let queue: Promise<unknown> = Promise.resolve();

    function save(change: Partial<JobState>): Promise<StandingState> {
      const saved = queue.then(async () => {
        const state = { ...standing.state, ...(unsaved && { Progress: unsaved }), ExpiresAt: expiry(), ...change };
        const next = lost ? undefined : ((await swap(state, standing.generation)) ?? (await swapOwn(state)));
        if (!next) {
          lost = true;
          throw new DispatchError('LEASE_LOST', `another run took over ${formatGsUrl(stateUrl(journalUrl, standing.state.JobRef))}`);
        }
        unsaved = undefined;
        savedAt = clock.now().getTime();
        return (standing = next);
      });
      queue = saved.catch(() => undefined);
      return saved;
    }

    function renewLater(): void {
      renewal = clock.schedule(leaseMs / 3, () => {
        // A renewal that fails shows at the next `hold`.
        save({}).catch(() => undefined).finally(() => {
          if (!lost) renewLater();
        });
      });
    }

    function stop(): void {
      lost = true;
      renewal();
    }

    renewLater();
    return {
      get state() {
        return standing.state;
      },
      async hold() {
        const stillHeld = !lost && clock.now().getTime() < Date.parse(standing.state.ExpiresAt);
        if (!stillHeld) await save({});
      },
      async progress(progress) {
        unsaved = progress;
        if (clock.now().getTime() - savedAt >= SAVE_INTERVAL_MS) await save({});
      },
      async flush() {
        if (!unsaved) return;
        const waitMs = savedAt + SAVE_INTERVAL_MS - clock.now().getTime();
        if (waitMs > 0) await new Promise<void>((resolve) => clock.schedule(waitMs, resolve));
        await save({});
      },
      async end(verdict) {
        renewal();
        const ended = await save(verdict);
        stop();
        return ended;
      },
      abandon: stop,
    };
  }

  return {
    read,
    claim: (JobRef, Plan) =>
      hold({ State: 'running', Holder: '', ExpiresAt: '', JobRef, Plan, Progress: { Actions: [], Wrote: [] }, Redrive: 0 }, '0'),
    takeOver: ({ state, generation }) => hold(state, generation),
    amend: ({ state, generation }, change) => swap({ ...state, ...change }, generation),
  };
}
