import type { FastifyInstance } from 'fastify';
import { unsupported } from '../../http/http-fault';

/** The description of the API that tools read before they use it. */
export function registerDiscovery(app: FastifyInstance): void {
  app.get('/discovery/v1/apis/bigquery/v2/rest', () => {
    throw unsupported('The discovery document');
  });
}
