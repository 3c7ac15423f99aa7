import { notFound } from '../../http/http-fault';
import type { BigQueryHttpContext } from './http-context';
import { requireDataset } from './require';
import type { Route } from './route';

/** Models cannot be made here, so there are none. */
export function modelRoutes({ bigquery }: BigQueryHttpContext): readonly Route[] {
  const path = '/projects/:projectId/datasets/:datasetId/models';
  return [
    {
      method: 'GET',
      path,
      answer(call) {
        requireDataset(bigquery, { projectId: call.param('projectId'), datasetId: call.param('datasetId') });
        return {};
      },
    },
    ...(['GET', 'DELETE'] as const).map((method): Route => ({
      method,
      path: `${path}/:modelId`,
      answer(call) {
        throw notFound(`Not found: Model ${call.param('projectId')}:${call.param('datasetId')}.${call.param('modelId')}`);
      },
    })),
  ];
}
