import { HttpFault, badRequest, notFound } from '../../http/http-fault';
import { routineName, tableName, type IamPolicy } from '../iam-policies';
import type { Call } from './call';
import type { BigQueryHttpContext } from './http-context';
import { parseMessage } from './messages/parse-message';
import { datasetRef, requireTable } from './require';
import type { Route } from './route';

const KINDS = [
  { folder: 'tables', id: 'tableId' },
  { folder: 'routines', id: 'routineId' },
] as const;

interface SetPolicyBody {
  readonly policy?: IamPolicy;
  readonly updateMask?: string;
}

/** Policies of tables and routines are kept and shown; nobody is refused anything. */
export function policyRoutes({ bigquery }: BigQueryHttpContext): readonly Route[] {
  return KINDS.flatMap(({ folder, id }): Route[] => {
    const path = `/projects/:projectId/datasets/:datasetId/${folder}/:${id}`;

    /** The resource's name; it exists. */
    function nameOf(call: Call): string {
      const ref = datasetRef(call);
      const name = call.param(id);
      if (folder === 'tables') return tableName(requireTable(bigquery, { ...ref, tableId: name }).resource.tableReference);
      if (!bigquery.findRoutine({ ...ref, routineId: name })) throw notFound(`Not found: Routine ${ref.projectId}:${ref.datasetId}.${name}`);
      return routineName({ ...ref, routineId: name });
    }

    return [
      {
        method: 'POST',
        path,
        verb: 'getIamPolicy',
        async answer(call) {
          parseMessage(await call.json(), 'GetIamPolicyRequest', { root: 'get_iam_policy_request' });
          return bigquery.policies.get(nameOf(call));
        },
      },
      {
        method: 'POST',
        path,
        verb: 'setIamPolicy',
        async answer(call) {
          const { policy } = parseMessage(await call.json(), 'SetIamPolicyRequest', { root: 'set_iam_policy_request' }) as SetPolicyBody;
          if (!policy) throw badRequest('Required parameter is missing: policy', 'required');
          const name = nameOf(call);
          const { etag, ...given } = policy;
          if (etag && etag !== bigquery.policies.get(name).etag) {
            throw new HttpFault({ status: 409, reason: 'aborted', message: 'There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.' });
          }
          return bigquery.policies.set(name, given);
        },
      },
      {
        method: 'POST',
        path,
        verb: 'testIamPermissions',
        async answer(call) {
          const { permissions } = parseMessage(await call.json(), 'TestIamPermissionsRequest', { root: 'test_iam_permissions_request' }) as { permissions?: string[] };
          nameOf(call);
          return { permissions };
        },
      },
    ];
  });
}
