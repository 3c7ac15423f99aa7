import { compilePattern, type When } from './filter';
import type { Job } from './job';
import { requiredLiterals } from './route-index/required-literals';
import { parseSyntax } from './route-index/syntax';

/** Why a filter holds for a job or not, for people. */
export interface RouteReasons {
  readonly holds: boolean;
  /** One for each field that is given. */
  readonly reasons: readonly string[];
}

/** @throws DispatchError INVALID_PATTERN */
export function reasonsOf({ Type, Source, Dest }: When, job: Job): RouteReasons {
  if (!Type && !Source && !Dest) return { holds: false, reasons: ['an empty When matches no job'] };
  const reasons: string[] = [];
  let holds = true;
  if (Type) {
    const same = Type.toUpperCase() === job.type;
    holds &&= same;
    reasons.push(same ? `the type is ${job.type}` : `the type is ${job.type || 'none'}, not ${Type.toUpperCase()}`);
  }
  for (const [name, pattern, text] of [['destination', Dest, job.destination], ['source', Source, job.source]] as const) {
    if (!pattern) continue;
    const found = compilePattern(pattern).foundIn(text);
    holds &&= found;
    reasons.push(found ? `${pattern} is found in the ${name} ${shortText(text)}` : `${pattern} is not found in the ${name} ${shortText(text)}${lacking(pattern, text)}`);
  }
  return { holds, reasons };
}

/** What the text lacks of what the pattern cannot do without. */
function lacking(pattern: string, text: string): string {
  const lower = text.toLowerCase();
  const missing = requiredLiterals(parseSyntax(pattern)).find((literals) => literals.every((literal) => !lower.includes(literal)));
  return missing ? `: it lacks ${missing.map((literal) => JSON.stringify(literal)).join(' or ')}` : '';
}

/** A text in quotes, cut where it is long. */
export function shortText(text: string): string {
  return JSON.stringify(text.length > 160 ? `${text.slice(0, 157)}…` : text);
}
