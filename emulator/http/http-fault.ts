/** A refusal in the terms of Google's APIs: an HTTP status and a reason, such as 404 `notFound`. */
export class HttpFault extends Error {
  readonly status: number;
  readonly reason: string;
  /** What in the request is at fault, such as a parameter's name or a position in SQL. */
  readonly location?: string;
  readonly locationType?: string;

  constructor(fault: { status: number; reason: string; message: string; location?: string; locationType?: string }) {
    super(fault.message);
    this.name = 'HttpFault';
    this.status = fault.status;
    this.reason = fault.reason;
    this.location = fault.location;
    this.locationType = fault.locationType;
  }
}

/** The client asked for something that makes no sense: 400. */
export function badRequest(message: string, reason = 'invalid'): HttpFault {
  return new HttpFault({ status: 400, reason, message });
}

export function notFound(message: string): HttpFault {
  return new HttpFault({ status: 404, reason: 'notFound', message });
}

/** The real service has it and the emulator has not: 501, never pretended. */
export function unsupported(what: string): HttpFault {
  return new HttpFault({ status: 501, reason: 'notImplemented', message: `${what} is not emulated. See docs/emulator.md for what is.` });
}
