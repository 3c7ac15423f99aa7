import type { TableReference } from '../../src/core/table-ref';
import { frozenCopy } from './frozen-copy';
import type { RoutineReference } from './routine';

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/Policy */
export interface IamPolicy {
  readonly version?: number;
  readonly etag: string;
  readonly bindings?: readonly { readonly role?: string; readonly members?: readonly string[]; readonly condition?: Readonly<Record<string, unknown>> }[];
  readonly auditConfigs?: readonly Readonly<Record<string, unknown>>[];
}

/** Policies by the name of the resource, such as `projects/p/datasets/d/tables/t`. */
export interface IamPolicies {
  /** An empty policy where none was set. */
  get(resource: string): IamPolicy;
  set(resource: string, policy: Omit<IamPolicy, 'etag'>): IamPolicy;
  clear(): void;
}

/** The name of a table in IAM. */
export function tableName({ projectId, datasetId, tableId }: TableReference): string {
  return `projects/${projectId}/datasets/${datasetId}/tables/${tableId}`;
}

/** The name of a routine in IAM. */
export function routineName({ projectId, datasetId, routineId }: RoutineReference): string {
  return `projects/${projectId}/datasets/${datasetId}/routines/${routineId}`;
}

/** The etag of a policy that was never set. */
const NO_ETAG = 'ACAB';

export function createIamPolicies(): IamPolicies {
  const policies = new Map<string, IamPolicy>();
  let changes = 0;
  return {
    get: (resource) => policies.get(resource) ?? { version: 1, etag: NO_ETAG },
    set(resource, policy) {
      const etag = Buffer.from(`policy.${(changes += 1)}`).toString('base64');
      const kept = frozenCopy({ version: 1, ...policy, etag });
      policies.set(resource, kept);
      return kept;
    },
    clear: () => policies.clear(),
  };
}
