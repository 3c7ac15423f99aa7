import type { FastifyInstance } from 'fastify';
import { datasetRoutes } from './dataset-routes';
import { registerDiscovery } from './discovery-routes';
import type { BigQueryHttpContext } from './http-context';
import { jobRoutes } from './job-routes';
import { modelRoutes } from './model-routes';
import { policyRoutes } from './policy-routes';
import { projectRoutes } from './project-routes';
import { queryRoutes } from './query-routes';
import { registerRoutes } from './route';
import { routineRoutes } from './routine-routes';
import { rowRoutes } from './row-routes';
import { tableRoutes } from './table-routes';
import { toBigQueryFault } from './bigquery-faults';
import { uploadRoutes } from './upload-routes';

/** Where the API lies; some clients leave its path out when they are pointed at an emulator. */
const PREFIXES = ['/bigquery/v2', ''];
const UPLOAD_PREFIXES = ['/upload/bigquery/v2', '/resumable/upload/bigquery/v2', '/upload'];

/** BigQuery's REST API, version 2, with its uploads. */
export function registerBigQueryRoutes(app: FastifyInstance, context: BigQueryHttpContext): void {
  const routes = [
    ...projectRoutes(context),
    ...datasetRoutes(context),
    ...tableRoutes(context),
    ...rowRoutes(context),
    ...jobRoutes(context),
    ...queryRoutes(context),
    ...routineRoutes(context),
    ...modelRoutes(context),
    ...policyRoutes(context),
  ];
  const uploads = uploadRoutes(context);
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.setErrorHandler((thrown) => {
      throw toBigQueryFault(thrown);
    });
    for (const prefix of PREFIXES) registerRoutes(scope, prefix === '' ? routes.filter(({ path }) => !AMBIGUOUS.has(path)) : routes, prefix);
    for (const prefix of UPLOAD_PREFIXES) registerRoutes(scope, uploads, prefix);
    registerDiscovery(scope);
    done();
  });
}

/** Without the API's path this one is that of Cloud Storage. */
const AMBIGUOUS = new Set(['/projects/:projectId/serviceAccount']);
