/** One method of the API as tools learn of it. */
export interface DiscoveryMethod {
  readonly resource: string;
  readonly name: string;
  readonly httpMethod: string;
  /** Below `/bigquery/v2/`. */
  readonly path: string;
  /** The message of its body. */
  readonly request?: string;
  /** Query parameters; `*` behind one that may be repeated. */
  readonly query?: string;
}

const PROJECT = 'projects/{+projectId}';
const DATASET = `${PROJECT}/datasets/{+datasetId}`;
const TABLE = `${DATASET}/tables/{+tableId}`;
const ROUTINE = `${DATASET}/routines/{+routineId}`;
const JOB = `${PROJECT}/jobs/{+jobId}`;
const RESULT_PARAMETERS = 'maxResults pageToken startIndex formatOptions.useInt64Timestamp formatOptions.timestampOutputFormat';

export const DISCOVERY_METHODS: readonly DiscoveryMethod[] = [
  { resource: 'projects', name: 'list', httpMethod: 'GET', path: 'projects', query: 'maxResults pageToken' },
  { resource: 'projects', name: 'getServiceAccount', httpMethod: 'GET', path: `${PROJECT}/serviceAccount` },
  { resource: 'datasets', name: 'insert', httpMethod: 'POST', path: `${PROJECT}/datasets`, request: 'Dataset', query: 'accessPolicyVersion' },
  { resource: 'datasets', name: 'list', httpMethod: 'GET', path: `${PROJECT}/datasets`, query: 'all filter maxResults pageToken' },
  { resource: 'datasets', name: 'get', httpMethod: 'GET', path: DATASET, query: 'accessPolicyVersion datasetView' },
  { resource: 'datasets', name: 'patch', httpMethod: 'PATCH', path: DATASET, request: 'Dataset', query: 'accessPolicyVersion updateMode' },
  { resource: 'datasets', name: 'update', httpMethod: 'PUT', path: DATASET, request: 'Dataset', query: 'accessPolicyVersion updateMode' },
  { resource: 'datasets', name: 'delete', httpMethod: 'DELETE', path: DATASET, query: 'deleteContents' },
  { resource: 'tables', name: 'insert', httpMethod: 'POST', path: `${DATASET}/tables`, request: 'Table' },
  { resource: 'tables', name: 'list', httpMethod: 'GET', path: `${DATASET}/tables`, query: 'maxResults pageToken' },
  { resource: 'tables', name: 'get', httpMethod: 'GET', path: TABLE, query: 'selectedFields view' },
  { resource: 'tables', name: 'patch', httpMethod: 'PATCH', path: TABLE, request: 'Table', query: 'autodetect_schema' },
  { resource: 'tables', name: 'update', httpMethod: 'PUT', path: TABLE, request: 'Table', query: 'autodetect_schema' },
  { resource: 'tables', name: 'delete', httpMethod: 'DELETE', path: TABLE },
  { resource: 'tables', name: 'getIamPolicy', httpMethod: 'POST', path: '{+resource}:getIamPolicy', request: 'GetIamPolicyRequest' },
  { resource: 'tables', name: 'setIamPolicy', httpMethod: 'POST', path: '{+resource}:setIamPolicy', request: 'SetIamPolicyRequest' },
  { resource: 'tables', name: 'testIamPermissions', httpMethod: 'POST', path: '{+resource}:testIamPermissions', request: 'TestIamPermissionsRequest' },
  { resource: 'tabledata', name: 'list', httpMethod: 'GET', path: `${TABLE}/data`, query: `selectedFields ${RESULT_PARAMETERS}` },
  { resource: 'tabledata', name: 'insertAll', httpMethod: 'POST', path: `${TABLE}/insertAll`, request: 'TableDataInsertAllRequest' },
  { resource: 'jobs', name: 'insert', httpMethod: 'POST', path: `${PROJECT}/jobs`, request: 'Job' },
  { resource: 'jobs', name: 'list', httpMethod: 'GET', path: `${PROJECT}/jobs`, query: 'allUsers maxCreationTime minCreationTime maxResults pageToken parentJobId projection stateFilter*' },
  { resource: 'jobs', name: 'get', httpMethod: 'GET', path: JOB, query: 'location' },
  { resource: 'jobs', name: 'cancel', httpMethod: 'POST', path: `${JOB}/cancel`, query: 'location' },
  { resource: 'jobs', name: 'delete', httpMethod: 'DELETE', path: `${JOB}/delete`, query: 'location' },
  { resource: 'jobs', name: 'query', httpMethod: 'POST', path: `${PROJECT}/queries`, request: 'QueryRequest' },
  { resource: 'jobs', name: 'getQueryResults', httpMethod: 'GET', path: `${PROJECT}/queries/{+jobId}`, query: `location timeoutMs ${RESULT_PARAMETERS}` },
  { resource: 'routines', name: 'insert', httpMethod: 'POST', path: `${DATASET}/routines`, request: 'Routine' },
  { resource: 'routines', name: 'list', httpMethod: 'GET', path: `${DATASET}/routines`, query: 'filter maxResults pageToken readMask' },
  { resource: 'routines', name: 'get', httpMethod: 'GET', path: ROUTINE, query: 'readMask' },
  { resource: 'routines', name: 'update', httpMethod: 'PUT', path: ROUTINE, request: 'Routine' },
  { resource: 'routines', name: 'delete', httpMethod: 'DELETE', path: ROUTINE },
  { resource: 'models', name: 'list', httpMethod: 'GET', path: `${DATASET}/models`, query: 'maxResults pageToken' },
  { resource: 'models', name: 'get', httpMethod: 'GET', path: `${DATASET}/models/{+modelId}` },
  { resource: 'models', name: 'delete', httpMethod: 'DELETE', path: `${DATASET}/models/{+modelId}` },
];
