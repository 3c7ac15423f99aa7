import { z } from 'zod';
import type { Random } from '../events/random';
import { fitsPattern } from './path-pattern';

/** No more rules than these at a time. */
const MAX_RULES = 1000;

/** What a request meets with instead of its answer, or before it. */
export const faultTerm = z
  .strictObject({
    method: z.string().regex(/^[A-Za-z]+$/, 'expected an HTTP method').optional(),
    path: z.string().min(1),
    probability: z.number().min(0).max(1).optional(),
    status: z.int().min(400).max(599).optional(),
    reason: z.string().optional(),
    message: z.string().optional(),
    latencyMs: z.number().min(0).max(600_000).optional(),
    cut: z.boolean().optional(),
    count: z.int().min(1).optional(),
  })
  .refine(({ status, latencyMs, cut }) => status !== undefined || latencyMs !== undefined || cut === true, 'expected a status, a latencyMs or "cut": true')
  .refine(({ status, cut }) => status === undefined || cut !== true, 'expected a status or "cut": true, not both');

export type FaultRule = z.infer<typeof faultTerm>;

/** A rule as it stands: how often it was applied, and how often it still will be. */
export type StandingFault = FaultRule & { readonly id: string; readonly hits: number };

/** What a request shall meet with. */
export interface AppliedFault {
  readonly latencyMs: number;
  readonly cut: boolean;
  readonly status?: number;
  readonly reason?: string;
  readonly message?: string;
}

/** Rules of which requests fail and how, for tests of what clients do then. */
export interface Faults {
  /** @returns `undefined` where there are too many rules already */
  add(rule: FaultRule): StandingFault | undefined;
  list(): readonly StandingFault[];
  /** Whether there was such a rule. */
  remove(id: string): boolean;
  clear(): void;
  /**
   * What a request meets with: the delays of all rules up to the first that fails it. `undefined` for nothing.
   * @param spellings of its path; a pattern that fits one of them fits
   */
  take(method: string, ...spellings: readonly string[]): AppliedFault | undefined;
}

export function createFaults({ random, newId }: { random: Random; newId: () => string }): Faults {
  const rules = new Map<string, FaultRule & { readonly id: string; hits: number }>();

  function hits({ method, path: pattern, probability = 1 }: FaultRule, request: { method: string; spellings: readonly string[] }): boolean {
    if (method !== undefined && method.toUpperCase() !== request.method) return false;
    if (!request.spellings.some((path) => fitsPattern(path, pattern))) return false;
    return probability >= 1 || random() < probability;
  }

  return {
    add(rule) {
      if (rules.size >= MAX_RULES) return undefined;
      const standing = { ...rule, id: newId(), hits: 0 };
      rules.set(standing.id, standing);
      return { ...standing };
    },
    list: () => [...rules.values()].map((rule) => ({ ...rule })),
    remove: (id) => rules.delete(id),
    clear: () => rules.clear(),

    take(method, ...spellings) {
      let latencyMs = 0;
      let found = false;
      for (const rule of rules.values()) {
        if (!hits(rule, { method, spellings })) continue;
        found = true;
        rule.hits++;
        if (rule.count !== undefined && rule.hits >= rule.count) rules.delete(rule.id);
        latencyMs += rule.latencyMs ?? 0;
        const { cut = false, status, reason, message } = rule;
        if (cut || status !== undefined) return { latencyMs, cut, status, reason, message };
      }
      return found ? { latencyMs, cut: false } : undefined;
    },
  };
}
