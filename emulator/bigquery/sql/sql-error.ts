import type { Position } from './syntax/position';

/** Where in a script something failed: a statement, and the procedure that holds it. */
export interface ScriptFrame {
  readonly at: Position;
  readonly procedure?: string;
}

/** Why a statement is refused or fails: what becomes `invalidQuery` (or another reason) with BigQuery's wording. */
export class SqlError extends Error {
  /** As in ErrorProto: invalidQuery, notFound, duplicate, invalid, … */
  readonly reason: string;
  /** True where BigQuery would run what the emulator refuses. */
  readonly unsupported: boolean;
  readonly at?: Position;
  /** The message without the position. */
  readonly plain: string;
  /** The statement of a script that failed. */
  statementText?: string;
  /** Of that statement, and of the calls that led to it, the innermost first. */
  frames?: readonly ScriptFrame[];

  constructor(message: string, options: { at?: Position; reason?: string; unsupported?: boolean } = {}) {
    super(options.at ? `${message} at [${options.at.line}:${options.at.column}]` : message);
    this.name = 'SqlError';
    this.plain = message;
    this.at = options.at;
    this.reason = options.reason ?? 'invalidQuery';
    this.unsupported = options.unsupported ?? false;
  }
}

/** The refusal of a construct that BigQuery has and the emulator has not. */
export function notEmulated(construct: string, at?: Position): SqlError {
  return new SqlError(`${construct} is not emulated`, { at, unsupported: true });
}
