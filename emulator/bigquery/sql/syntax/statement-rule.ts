import type { Cursor } from './cursor';
import type { Statement } from './statement';

type WithoutPlace<T> = T extends unknown ? Omit<T, 'at' | 'end'> : never;

/** A statement before it knows where it stands. */
export type StatementPart = WithoutPlace<Statement>;

/** Reads a statement from its first word on. @throws SqlError */
export type StatementRule = (cursor: Cursor) => StatementPart;
