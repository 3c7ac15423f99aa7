import { compilePattern, type When } from './filter';
import type { Job } from './job';
import { progressOf, type PatternProgress } from './pattern-progress';
import { requiredLiterals } from './route-index/required-literals';
import { parseSyntax } from './route-index/syntax';

/** Why a filter holds for a job or not, for people. */
export interface RouteReasons {
  readonly holds: boolean;
  /** One for each field that is given. */
  readonly reasons: readonly string[];
  readonly fields: readonly FieldReason[];
}

/** Why one field of a filter holds or not. Field names are those of the JSON. */
export interface FieldReason {
  readonly Field: 'Type' | 'Dest' | 'Source';
  /** What the filter says: a type or a pattern. */
  readonly Wanted: string;
  readonly Holds: boolean;
  /** The type of the job, or the stretch of its text that the pattern matches, and where that begins. */
  readonly Found?: string;
  readonly At?: number;
  /** How far the text goes along with a pattern that is not found. */
  readonly Progress?: PatternProgress;
}

/** @throws DispatchError INVALID_PATTERN */
export function reasonsOf({ Type, Source, Dest }: When, job: Job): RouteReasons {
  if (!Type && !Source && !Dest) return { holds: false, reasons: ['an empty When matches no job'], fields: [] };
  const reasons: string[] = [];
  const fields: FieldReason[] = [];
  if (Type) {
    const same = Type.toUpperCase() === job.type;
    reasons.push(same ? `the type is ${job.type}` : `the type is ${job.type || 'none'}, not ${Type.toUpperCase()}`);
    fields.push({ Field: 'Type', Wanted: Type.toUpperCase(), Holds: same, Found: job.type });
  }
  for (const [Field, name, pattern, text] of [['Dest', 'destination', Dest, job.destination], ['Source', 'source', Source, job.source]] as const) {
    if (!pattern) continue;
    const stretch = compilePattern(pattern).stretchIn(text);
    const Progress = stretch ? undefined : progressOf(pattern, text);
    reasons.push(stretch ? `${pattern} is found in the ${name} ${shortText(text)}${stretchOf(stretch.text, text)}` : `${pattern} is not found in the ${name} ${shortText(text)}${lacking(pattern, text)}${tellProgress(Progress)}`);
    fields.push({ Field, Wanted: pattern, Holds: stretch !== undefined, ...(stretch && { Found: cut(stretch.text), At: stretch.at }), ...(Progress && { Progress: { ...Progress, Reached: cut(Progress.Reached) } }) });
  }
  return { holds: fields.every(({ Holds }) => Holds), reasons, fields };
}

function stretchOf(stretch: string, text: string): string {
  return stretch === text ? '' : `, as ${shortText(stretch)}`;
}

function tellProgress(progress: PatternProgress | undefined): string {
  if (!progress || progress.Part === '') return '';
  const { Part, Reached, Missing, Next } = progress;
  const instead = Next === '' ? 'the text ends' : `it goes on with ${shortText(Next)}`;
  return `; ${Part} is found${Reached === '' ? '' : ` as ${shortText(Reached)}`}, and then ${instead} where ${Missing} is wanted`;
}

/** What the text lacks of what the pattern cannot do without. */
function lacking(pattern: string, text: string): string {
  const lower = text.toLowerCase();
  const missing = requiredLiterals(parseSyntax(pattern)).find((literals) => literals.every((literal) => !lower.includes(literal)));
  return missing ? `: it lacks ${missing.map((literal) => JSON.stringify(literal)).join(' or ')}` : '';
}

/** A text in quotes, cut where it is long. */
export function shortText(text: string): string {
  return JSON.stringify(cut(text, 160));
}

/** A megabyte of SQL is not told again for each of many routes. */
function cut(text: string, most = 1000): string {
  return text.length > most ? `${text.slice(0, most - 3)}…` : text;
}
