import type { FastifyInstance } from 'fastify';
import { HttpFault } from '../../http/http-fault';
import { toStorageFault } from './storage-faults';
import { xmlDocument } from './xml-text';

/** A refusal with a code of the XML API, such as `InvalidPart`. */
export class XmlFault extends HttpFault {
  constructor(status: number, readonly code: string, message: string) {
    super({ status, reason: code, message });
  }
}

/** By status and how the message begins; the first that fits. */
const CODES: readonly (readonly [status: number, start: string, code: string, message?: string])[] = [
  [400, 'Invalid bucket name', 'InvalidBucketName', 'The specified bucket is not valid.'],
  [400, 'Provided', 'BadDigest'],
  [400, '', 'InvalidArgument', 'Invalid argument.'],
  [403, '', 'AccessDenied'],
  [404, 'The specified bucket', 'NoSuchBucket'],
  [404, 'No such object', 'NoSuchKey', 'The specified key does not exist.'],
  [404, 'No such upload', 'NoSuchUpload', 'The requested upload was not found.'],
  [404, '', 'NoSuchKey'],
  [409, 'The bucket you tried to delete', 'BucketNotEmpty'],
  [409, '', 'BucketAlreadyOwnedByYou'],
  [412, '', 'PreconditionFailed'],
  [413, '', 'EntityTooLarge'],
  [416, '', 'InvalidRange'],
];

/** Makes every route of `app` answer faults as the XML API does. */
export function answerAsXmlApi(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const fault = toStorageFault(thrown);
    // The application notes what is not emulated.
    if (fault.status >= 500) throw fault;
    if (fault.status === 304) return reply.code(304).send();
    reply.code(fault.status).type('application/xml; charset=UTF-8');
    return request.method === 'HEAD' ? reply.send() : reply.send(errorDocument(fault));
  });
}

function errorDocument(fault: HttpFault): string {
  if (fault instanceof XmlFault) return xmlDocument('Error', { Code: fault.code, Message: fault.message }, false);
  const [, , Code = 'InvalidArgument', message] = CODES.find(([status, start]) => status === fault.status && fault.message.startsWith(start)) ?? [];
  return xmlDocument('Error', { Code, Message: message ?? fault.message, Details: message === undefined ? undefined : fault.message }, false);
}
