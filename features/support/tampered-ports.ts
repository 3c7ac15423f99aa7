import type { BigQuery } from '../../src/core/ports/bigquery';
import type { ObjectStore } from '../../src/core/ports/object-store';

/** A call of a port, at the moment before it takes effect or after it did. */
export interface PortCall {
  readonly port: 'objects' | 'bigquery' | 'http' | 'slack' | 'publisher';
  readonly method: string;
  readonly args: readonly unknown[];
  readonly moment: 'before' | 'after';
}

/** What happens at a call: nothing, an error (by throwing), or a promise that keeps the run waiting. */
export type Tamper = (call: PortCall) => Promise<void> | undefined;

/** Ports of one run, of which every call passes by `tamper` twice. */
export function tamperPorts(ports: { objects: ObjectStore; bigquery: BigQuery }, tamper: Tamper): { objects: ObjectStore; bigquery: BigQuery } {
  return { objects: tamperPort('objects', ports.objects, tamper), bigquery: tamperPort('bigquery', ports.bigquery, tamper) };
}

/** One port, of which every call passes by `tamper` twice. */
export function tamperPort<Port extends object>(port: PortCall['port'], target: Port, tamper: Tamper): Port {
  return new Proxy(target, {
    get(object, method, receiver) {
      const member: unknown = Reflect.get(object, method, receiver);
      if (typeof member !== 'function' || typeof method !== 'string') return member;
      const call = member.bind(object) as (...args: unknown[]) => unknown;
      const at = (moment: PortCall['moment'], args: unknown[]) => tamper({ port, method, args, moment });
      if (method === 'list' || method === 'listJobs') {
        return async function* (...args: unknown[]) {
          await at('before', args);
          yield* call(...args) as AsyncIterable<unknown>;
          await at('after', args);
        };
      }
      return async (...args: unknown[]) => {
        await at('before', args);
        const result: unknown = await call(...args);
        await at('after', args);
        return result;
      };
    },
  });
}

/** A run whose process is gone from the first call on that `when` names: that call and all later ones never come back. */
export function createDeath(when: (call: PortCall) => boolean): { tamper: Tamper; died: Promise<'died'> } {
  let dead = false;
  let tell: (outcome: 'died') => void;
  const died = new Promise<'died'>((resolve) => (tell = resolve));
  return {
    died,
    tamper(call) {
      if (!dead && !when(call)) return undefined;
      dead = true;
      tell('died');
      return new Promise(() => undefined);
    },
  };
}

/** A run whose process stands still from the first call on that `when` names, until it is released. */
export function createStandstill(when: (call: PortCall) => boolean): { tamper: Tamper; stopped: Promise<void>; release: () => void } {
  let still = false;
  let tell: () => void;
  let release: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (tell = resolve));
  const gate = new Promise<void>((resolve) => (release = resolve));
  return {
    stopped,
    release: () => release(),
    tamper(call) {
      if (!still && !when(call)) return undefined;
      still = true;
      tell();
      return gate;
    },
  };
}
