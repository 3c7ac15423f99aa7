import { RE2JS } from 're2js';
import { DispatchError } from './errors';
import { withoutGroupNames } from './group-names';
import type { Job } from './job';

/** The `When` of a route (R4). */
export interface When {
  readonly Source?: string;
  readonly Dest?: string;
  readonly Type?: string;
}

/** A compiled `When`. */
export interface Filter {
  /** Whether every field given holds; never, where none is given (R4). */
  matches(job: Job): boolean;
}

/**
 * Compiles a `When`. A field with an empty text counts as not given.
 * @throws DispatchError INVALID_PATTERN
 */
export function compileFilter(when: When): Filter {
  const type = when.Type?.toUpperCase();
  const source = when.Source ? compilePattern(when.Source) : undefined;
  const dest = when.Dest ? compilePattern(when.Dest) : undefined;
  if (!type && !source && !dest) return { matches: () => false };
  return {
    matches: (job) =>
      (!type || type === job.type) && (!dest || dest.foundIn(job.destination)) && (!source || source.foundIn(job.source)),
  };
}

/** Characters of an expression. RE2 limits repetitions to 1,000 by itself. */
const LONGEST_EXPRESSION = 20_000;
/** Instructions that an expression is compiled to, repetitions written out; some 100 bytes each. */
const LARGEST_PROGRAM = 100_000;

/** An RE2 expression, searched anywhere in a text in linear time, with Go's syntax and results. */
export interface Pattern {
  foundIn(text: string): boolean;
  /** The leftmost stretch of a text that it matches, and where that begins. */
  stretchIn(text: string): { readonly text: string; readonly at: number } | undefined;
}

/**
 * Compiles an RE2 expression.
 * @throws DispatchError INVALID_PATTERN
 */
export function compilePattern(expression: string): Pattern {
  if (expression.length > LONGEST_EXPRESSION) throw new DispatchError('INVALID_PATTERN', `found an expression of ${expression.length} characters, expected at most ${LONGEST_EXPRESSION}`);
  const compiled = compile(expression);
  const size = compiled.programSize();
  if (size > LARGEST_PROGRAM) throw new DispatchError('INVALID_PATTERN', `found an expression of ${size} instructions with its repetitions written out, expected at most ${LARGEST_PROGRAM}`);
  return {
    foundIn: (text) => compiled.test(text),
    stretchIn(text) {
      const matcher = compiled.matcher(text);
      return matcher.find() ? { text: matcher.group() ?? '', at: matcher.start() } : undefined;
    },
  };
}

function compile(expression: string): RE2JS {
  try {
    return RE2JS.compile(withoutGroupNames(expression));
  } catch (cause) {
    throw invalidPattern(expression, cause);
  }
}

/** What re2js has thrown of an expression. */
export function invalidPattern(expression: string, cause: unknown): DispatchError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DispatchError('INVALID_PATTERN', `found ${JSON.stringify(expression)}, expected an RE2 expression: ${reason}`, { cause });
}
