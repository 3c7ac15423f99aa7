import type { FastifyInstance } from 'fastify';
import { notFound } from '../../http/http-fault';
import { discoveryDocument } from './discovery-document';

/** Where tools look for the description of the API. */
export function registerDiscovery(app: FastifyInstance): void {
  app.get('/discovery/v1/apis/bigquery/v2/rest', (request) => discoveryDocument(`${request.protocol}://${request.host}`));
  app.get('/$discovery/rest', (request) => {
    const { version = 'v2' } = request.query as { version?: string };
    if (version !== 'v2') throw notFound(`Discovery document not found for version ${version}`);
    return discoveryDocument(`${request.protocol}://${request.host}`);
  });
}
