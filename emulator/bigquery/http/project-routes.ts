import type { BigQueryHttpContext } from './http-context';
import { pageOf } from './page';
import type { Route } from './route';

/** Projects exist as soon as a dataset lies in them. */
export function projectRoutes({ bigquery }: BigQueryHttpContext): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/projects',
      answer(call) {
        const projectIds = bigquery.projectIds();
        const { items, nextPageToken } = pageOf(call, projectIds, { keyOf: (projectId) => projectId, defaultSize: 50, maxSize: 1000 });
        return {
          kind: 'bigquery#projectList',
          etag: Buffer.from(`projects.${projectIds.length}`).toString('base64'),
          nextPageToken,
          projects: items.map(toWireProject),
          totalItems: projectIds.length,
        };
      },
    },
    {
      method: 'GET',
      path: '/projects/:projectId/serviceAccount',
      answer: (call) => ({
        kind: 'bigquery#getServiceAccountResponse',
        email: `bq-${numberOfProject(call.param('projectId'))}@bigquery-encryption.iam.gserviceaccount.com`,
      }),
    },
  ];
}

function toWireProject(projectId: string): object {
  return {
    kind: 'bigquery#project',
    id: projectId,
    numericId: numberOfProject(projectId),
    projectReference: { projectId },
    friendlyName: projectId,
  };
}

/** A project number that is always the same for one project. */
function numberOfProject(projectId: string): string {
  let hash = 7n;
  for (const byte of Buffer.from(projectId)) hash = (hash * 131n + BigInt(byte)) % 900_000_000_000n;
  return String(100_000_000_000n + hash);
}
