import type { Document } from '../../core/rules/document';
import type { Path } from '../../core/rules/fault';
import type { RouteRule } from '../../core/rules/route-rule';
import type { LintCode } from './finding';

/** A route, and where it stands: in the configuration itself, or in a file of its `RoutesURL`. */
export interface PlacedRoute {
  readonly route: RouteRule;
  readonly document: Document;
  readonly path: Path;
}

/** Tells of something in a route; the path begins there. */
export type Report = (code: LintCode, path: Path, told: readonly [message: string, hint: string]) => void;
