import { DispatchError } from '../../../src/core/errors';
import type { GsUrl } from '../../../src/core/gs-url';
import { toHttpFault } from '../../http/google-error';
import { HttpFault, badRequest, notFound } from '../../http/http-fault';
import { ObjectRetainedError } from '../object-guards';
import { objectNameProblem } from '../object-name';

/** How Cloud Storage words its refusals. */
export const noSuchBucket = (): HttpFault => notFound('The specified bucket does not exist.');

export function noSuchObject({ bucket, name }: GsUrl, generation?: string): HttpFault {
  return notFound(`No such object: ${bucket}/${name}${generation === undefined ? '' : `#${generation}`}`);
}

export const required = (name: string): HttpFault =>
  new HttpFault({ status: 400, reason: 'required', message: 'Required', location: name, locationType: 'parameter' });

export function preconditionFailed(): HttpFault {
  const message = 'At least one of the pre-conditions you specified did not hold.';
  return new HttpFault({ status: 412, reason: 'conditionNotMet', message, location: 'If-Match', locationType: 'header' });
}

/** The client has it already: answered without a body. */
export const notModified = (): HttpFault => new HttpFault({ status: 304, reason: 'notModified', message: 'Not Modified' });

export const conflict = (message: string): HttpFault => new HttpFault({ status: 409, reason: 'conflict', message });

/** @throws HttpFault 400 for a name that Cloud Storage gives no object */
export function checkObjectName(name: string): void {
  const sizeBytes = Buffer.byteLength(name);
  if (name === '') throw badRequest('Required object name', 'required');
  if (sizeBytes > 1024) throw badRequest(`The maximum object length is 1024 characters, but got a name with ${sizeBytes} characters: '${name.slice(0, 20)}...'`);
  if (/[\r\n]|\p{Surrogate}/u.test(name)) throw badRequest(`Disallowed unicode characters present in object name '${name}'`);
  const problem = objectNameProblem(name);
  if (problem) throw badRequest(`Invalid object name: '${name}': ${problem}`);
}

/** Any thrown value in Cloud Storage's own words. */
export function toStorageFault(thrown: unknown): HttpFault {
  if (thrown instanceof ObjectRetainedError) {
    const reason = thrown.message.includes('retention policy') ? 'retentionPolicyNotMet' : 'forbidden';
    return new HttpFault({ status: 403, reason, message: thrown.message });
  }
  if (!(thrown instanceof DispatchError)) return toHttpFault(thrown);
  if (thrown.code === 'PRECONDITION_FAILED') return preconditionFailed();
  if (thrown.code === 'NOT_FOUND') return noSuchBucket();
  if (thrown.code === 'ALREADY_EXISTS') return conflict('Your previous request to create the named bucket succeeded and you already own it.');
  return toHttpFault(thrown);
}
