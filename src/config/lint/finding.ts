import type { Document } from '../../core/rules/document';
import { formatPath, type Path, type Position } from '../../core/rules/fault';

/** What lint knows, by permanent codes; docs/validate.md has the same ones. */
export const LINT_LEVELS = {
  EMPTY_WHEN: 'warning',
  ROUTE_SHADOWED: 'warning',
  MATCHES_EVERYTHING: 'warning',
  SLOW_PATTERN: 'warning',
  SOURCE_NEVER_A_TABLE: 'error',
  NO_LOAD_URIS: 'error',
  UNKNOWN_VARIABLE: 'error',
  VARIABLE_REFUSED: 'error',
  ROUTE_LOOP: 'warning',
  ROUTE_UNMATCHED: 'info',
  NO_ROUTE_MATCHED: 'warning',
  UNANCHORED: 'info',
  NO_ON_FAILURE: 'info',
  EVENT_UNUSABLE: 'warning',
} as const satisfies Record<string, 'error' | 'warning' | 'info'>;

export type LintCode = keyof typeof LINT_LEVELS;

/** Something that is allowed, and hardly meant. Field names are those of the JSON. */
export interface Finding {
  readonly Code: string;
  readonly Level: 'error' | 'warning' | 'info';
  readonly File: string;
  readonly Line: number;
  readonly Column: number;
  /** `Routes[0].When.Dest` */
  readonly Path: string;
  readonly Message: string;
  /** What to do about it. */
  readonly Hint: string;
}

/** @param document the configuration; what stands in none of its places is told of the file as a whole */
export function createFinding(code: LintCode, document: Document, { path, message, hint }: { path: Path; message: string; hint: string }): Finding {
  const { line, column }: Position = document.locate(path);
  return { Code: code, Level: LINT_LEVELS[code], File: document.file, Line: line, Column: column, Path: formatPath(path), Message: message, Hint: hint };
}
