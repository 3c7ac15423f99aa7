import { HttpFault, unsupported } from '../../http/http-fault';
import type { Dataset } from '../dataset';
import { flagOf, required, textOf, type Call } from './call';
import { detailsOf, newDataset, toListedDataset, toWireDataset, type DatasetBody } from './dataset-wire';
import type { BigQueryHttpContext } from './http-context';
import { matchesLabelFilter, parseLabelFilter } from './label-filter';
import { mergePatch } from './merge-patch';
import { parseMessage } from './messages/parse-message';
import { pageOf } from './page';
import { checkIfMatch, checkSame, datasetRef, requireDataset } from './require';
import type { Route } from './route';

const LIST = '/projects/:projectId/datasets';
const ONE = `${LIST}/:datasetId`;

export function datasetRoutes({ bigquery }: BigQueryHttpContext): readonly Route[] {
  /** A PATCH joins what is given with what stands; an update replaces all of it. */
  const change = (method: 'PATCH' | 'PUT'): Route => ({
    method,
    path: ONE,
    async answer(call) {
      const ref = datasetRef(call);
      const body = parseMessage(await call.json(), 'Dataset', { root: 'dataset', keepNull: method === 'PATCH' }) as DatasetBody;
      const dataset = requireDataset(bigquery, ref);
      checkIfMatch(call, dataset.stamp.etag);
      checkSame(body.datasetReference, { ...ref });
      if (method === 'PATCH') return toWireDataset(bigquery.setDatasetDetails(ref, detailsOf(mergePatch(dataset.details, body))));
      const { access } = dataset.details;
      return toWireDataset(bigquery.setDatasetDetails(ref, { ...(access && { access }), ...detailsOf(body) }));
    },
  });

  return [
    {
      method: 'POST',
      path: LIST,
      async answer(call) {
        const projectId = call.param('projectId');
        const body = parseMessage(await call.json(), 'Dataset', { root: 'dataset' }) as DatasetBody;
        if (!body.datasetReference?.datasetId) throw required('datasetReference.datasetId');
        checkSame(body.datasetReference, { projectId });
        return toWireDataset(bigquery.createDataset(newDataset(projectId, body)));
      },
    },
    { method: 'GET', path: LIST, answer: (call) => list(call, bigquery.datasets(call.param('projectId'))) },
    { method: 'GET', path: ONE, answer: (call) => toWireDataset(requireDataset(bigquery, datasetRef(call))) },
    change('PATCH'),
    change('PUT'),
    {
      method: 'DELETE',
      path: ONE,
      answer(call) {
        const ref = datasetRef(call);
        const { stamp } = requireDataset(bigquery, ref);
        checkIfMatch(call, stamp.etag);
        const inUse = bigquery.tables(ref).length + bigquery.routines(ref).length > 0;
        if (inUse && !flagOf(call, 'deleteContents')) {
          throw new HttpFault({ status: 400, reason: 'resourceInUse', message: `Dataset ${ref.projectId}:${ref.datasetId} is still in use` });
        }
        bigquery.removeDataset(ref);
        return undefined;
      },
    },
    {
      method: 'POST',
      path: ONE,
      verb: 'undelete',
      answer() {
        throw unsupported('datasets.undelete');
      },
    },
  ];
}

function list(call: Call, datasets: readonly Dataset[]): object {
  const filter = parseLabelFilter(textOf(call, 'filter'));
  const all = flagOf(call, 'all') ?? false;
  const wanted = datasets.filter(({ datasetId, details }) => (all || !datasetId.startsWith('_')) && matchesLabelFilter(details.labels, filter));
  const { items, nextPageToken } = pageOf(call, wanted, { keyOf: ({ datasetId }) => datasetId, defaultSize: 50, maxSize: 1000 });
  return {
    kind: 'bigquery#datasetList',
    etag: Buffer.from(items.map(({ stamp }) => stamp.etag).join()).toString('base64').slice(-40),
    nextPageToken,
    ...(items.length > 0 && { datasets: items.map(toListedDataset) }),
  };
}
