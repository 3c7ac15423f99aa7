/** What a code of the catalogue means, wherever it is raised. */
interface CatalogueEntry {
  /** True where the same request may succeed later, so that the event is given back to its sender (R25). */
  readonly transient: boolean;
  /** What it means, in a sentence. */
  readonly meaning: string;
  /** What to do next, unless the place that raises it knows better. */
  readonly hint: string;
}

/**
 * Every error that bq-dispatch reports, by its permanent code.
 * `docs/errors.md` lists the same codes; a test keeps the two identical.
 */
export const ERROR_CATALOGUE = {
  SYNTAX: {
    transient: false,
    meaning: 'A JSON or YAML document cannot be read.',
    hint: 'Mend the document at the position given.',
  },
  DUPLICATE_KEY: {
    transient: false,
    meaning: 'An object names the same key twice, so one of the two values would be lost.',
    hint: 'Keep one of the two. Keys are compared without regard to case.',
  },
  UNKNOWN_FIELD: {
    transient: false,
    meaning: 'A field is not known at this place.',
    hint: 'Correct the name or remove the field.',
  },
  MISSING_FIELD: {
    transient: false,
    meaning: 'A required field is missing.',
    hint: 'Add the field.',
  },
  INVALID_VALUE: {
    transient: false,
    meaning: 'A value has the wrong type or form.',
    hint: 'Write a value of the form that the message names.',
  },
  INVALID_PATTERN: {
    transient: false,
    meaning: 'A Source, Dest or JobID pattern is no valid RE2 expression.',
    hint: 'Correct the expression; the syntax is that of Go: https://github.com/google/re2/wiki/Syntax.',
  },
  UNKNOWN_ACTION: {
    transient: false,
    meaning: 'An action names something that bq-dispatch cannot do.',
    hint: 'Use one of the known action names.',
  },
  UNRESOLVED_PLACEHOLDER: {
    transient: false,
    meaning: 'A ${config.Name} has no value.',
    hint: 'Give it with --set Name=value, DISPATCH_SET_Name, variables.json or a top-level field of the configuration.',
  },
  CONFIG_INVALID: {
    transient: false,
    meaning: 'The configuration has faults; each is listed with its position.',
    hint: 'Mend the faults listed.',
  },
  TASK_INVALID: {
    transient: false,
    meaning: 'A deferred task file has faults; nothing of it was run.',
    hint: 'Mend the faults listed and redeliver the event or redrive the job.',
  },
  TASK_NOT_FOUND: {
    transient: false,
    meaning: 'A job ID ends in "dispatch" but there is neither a task file of that name nor a route (R6).',
    hint: 'Write the task file under a name that the message tells before the job ends; an event that comes later still runs it.',
  },
  TASK_JOB_MISMATCH: {
    transient: false,
    meaning: 'The JobID that a deferred task carries is not that of the job (R8).',
    hint: 'Correct the JobID in the task file or leave it out.',
  },
  EVENT_INVALID: {
    transient: false,
    meaning: 'A message is none of the job events that bq-dispatch understands.',
    hint: 'Send a BigQuery Job resource or { EventID, ProjectID, JobID }.',
  },
  JOB_NOT_FOUND: {
    transient: false,
    meaning: 'An event names a job that BigQuery does not know.',
    hint: 'Check project, location and job ID; outside US and EU an event needs the location.',
  },
  JOB_ALREADY_EXISTS: {
    transient: false,
    meaning: 'A job of that ID was started before.',
    hint: 'Use another job ID, or wait for the job that exists.',
  },
  JOB_FAILED: {
    transient: false,
    meaning: 'A BigQuery job that an action started ended in an error.',
    hint: 'Look the job up in BigQuery for all its errors.',
  },
  CALL_FAILED: {
    transient: false,
    meaning: 'A service that call reached answered with a status of 400 or more, or with more than it may.',
    hint: 'Look at the answer in the record; mend the request or the service.',
  },
  ADDRESS_REFUSED: {
    transient: false,
    meaning: 'A call would leave the allowed hosts, or lead to an address inside.',
    hint: 'Add the host to AllowedHosts of the configuration. Addresses inside (loopback, private, link-local, metadata) are never called in production.',
  },
  NOTIFY_FAILED: {
    transient: false,
    meaning: 'Slack refused a message or file.',
    hint: "Look Slack's word up at https://docs.slack.dev/reference/methods/chat.postMessage; the token needs chat:write, for a Body files:write too.",
  },
  INVALID_GS_URL: {
    transient: false,
    meaning: 'A text is not the address of an object or folder in Cloud Storage.',
    hint: 'Write gs://bucket/object.',
  },
  INVALID_TABLE: {
    transient: false,
    meaning: 'A text is not a table reference.',
    hint: 'Write [project:]dataset.table.',
  },
  SOURCE_NOT_A_TABLE: {
    transient: false,
    meaning: 'An action needs a table, and the job gives none to fall back on (R10).',
    hint: 'Give the action a Source.',
  },
  SOURCE_MISSING: {
    transient: false,
    meaning: 'A move or delete names no URL, and the job loaded none (R10).',
    hint: 'Give the action a SourceURL.',
  },
  UNKNOWN_VARIABLE: {
    transient: false,
    meaning: 'A request refers to a $Variable that has no value for this job.',
    hint: 'Use one of the variables of the documentation, or remove the dollar sign.',
  },
  NOT_FOUND: {
    transient: false,
    meaning: 'A bucket, object, dataset or table does not exist.',
    hint: 'Create it first, or correct its name.',
  },
  ALREADY_EXISTS: {
    transient: false,
    meaning: 'A bucket, dataset or table exists already.',
    hint: 'Use another name, or remove the one that exists.',
  },
  PRECONDITION_FAILED: {
    transient: false,
    meaning: 'An object changed in between: its generation is not the one that was asked for.',
    hint: 'Read the object again and decide anew.',
  },
  INVALID_REQUEST: {
    transient: false,
    meaning: 'BigQuery or Cloud Storage refused a request as malformed.',
    hint: 'Correct the request as the message says.',
  },
  PERMISSION_DENIED: {
    transient: false,
    meaning: 'BigQuery or Cloud Storage refuses the account that runs the service.',
    hint: 'Grant the service account the right that the message names.',
  },
  UNSUPPORTED: {
    transient: false,
    meaning: 'The emulator lacks what was asked for, and says so rather than pretend.',
    hint: 'See docs/emulator.md for what it does; run this part against Google Cloud.',
  },
  PARTLY_FAILED: {
    transient: false,
    meaning: 'Some objects of a list could not be handled; the others were.',
    hint: 'See the error of each object.',
  },
  NOT_FAILED: {
    transient: false,
    meaning: 'Only a run that has failed is run again on demand.',
    hint: 'Nothing to do: its record says what was done.',
  },
  LEASE_LOST: {
    transient: true,
    meaning: 'Another run took this job over while this one stood still (R22).',
    hint: 'Nothing to do: the other run goes on where this one stopped.',
  },
  LEASE_HELD: {
    transient: true,
    meaning: 'Another run is handling this job at the moment (R22).',
    hint: 'Redeliver the event later; it is then a duplicate, or takes the job over.',
  },
  DEADLINE_EXCEEDED: {
    transient: true,
    meaning: 'A BigQuery job did not end before the deadline of the event.',
    hint: 'Redeliver the event; the action meets its own job and waits on.',
  },
  UNAVAILABLE: {
    transient: true,
    meaning: 'A Google service answered with an error that may pass (R25).',
    hint: 'Try again later; an event is redelivered.',
  },
  ENDLESS_CHAIN: {
    transient: false,
    meaning: 'Jobs of actions set off further actions again and again, as where a route matches its own jobs.',
    hint: 'Narrow the When of the route, by Type or an anchored pattern, so that it does not match the jobs that it starts.',
  },
  STATE_INVALID: {
    transient: false,
    meaning: 'The state object of a job cannot be read, so it is unknown what was done.',
    hint: 'Look at the object named; remove it only if nothing of the job was run.',
  },
  WORKSPACE_INVALID: {
    transient: false,
    meaning: 'A workspace folder has faults; each is listed with its position.',
    hint: 'Mend the faults listed.',
  },
  PORT_TAKEN: {
    transient: false,
    meaning: 'Another program listens on the port that the emulator was to have.',
    hint: 'Stop the other program, or choose a port with --port; 0 takes a free one.',
  },
  USAGE: {
    transient: false,
    meaning: 'A command line cannot be understood.',
    hint: 'See --help.',
  },
  INTERNAL: {
    transient: false,
    meaning: 'A fault of bq-dispatch itself.',
    hint: 'Run again with --debug and report what it prints.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** An error as it stands in responses and records (semantics, section 7). */
export interface ErrorReport {
  readonly Code: ErrorCode;
  readonly Message: string;
  readonly Hint: string;
}

/** A failure with a permanent code. Adapters translate what SDKs throw into it, keeping `cause`. */
export class DispatchError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DispatchError';
    this.code = code;
    this.hint = options.hint ?? ERROR_CATALOGUE[code].hint;
  }

  /** True where the same request may succeed later (R25). */
  get transient(): boolean {
    return ERROR_CATALOGUE[this.code].transient;
  }
}

/** Whether a thrown value is a DispatchError of one of these codes. */
export function hasCode(thrown: unknown, ...codes: ErrorCode[]): thrown is DispatchError {
  return thrown instanceof DispatchError && codes.includes(thrown.code);
}

/** Any thrown value as a DispatchError; what is none becomes INTERNAL. */
export function toDispatchError(thrown: unknown): DispatchError {
  if (thrown instanceof DispatchError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new DispatchError('INTERNAL', message, { cause: thrown });
}

export function reportError(error: DispatchError): ErrorReport {
  return { Code: error.code, Message: error.message, Hint: error.hint };
}
