import { DispatchError } from '../../../src/core/errors';
import { badRequest, notFound, unsupported } from '../../http/http-fault';
import { routineIdProblem } from '../resource-names';
import type { Routine, RoutineReference, RoutineResource } from '../routine';
import { required, textOf, type Call } from './call';
import type { BigQueryHttpContext } from './http-context';
import { parseMessage } from './messages/parse-message';
import { pageOf } from './page';
import { checkIfMatch, checkSame, datasetRef, requireDataset } from './require';
import type { Route } from './route';

const LIST = '/projects/:projectId/datasets/:datasetId/routines';
const ONE = `${LIST}/:routineId`;

type RoutineBody = Partial<Omit<RoutineResource, 'routineReference'>> & { readonly routineReference?: Partial<RoutineReference> };

export function routineRoutes({ bigquery }: BigQueryHttpContext): readonly Route[] {
  function requireRoutine(call: Call): Routine {
    requireDataset(bigquery, datasetRef(call));
    const ref = { ...datasetRef(call), routineId: call.param('routineId') };
    const routine = bigquery.findRoutine(ref);
    if (!routine) throw notFound(`Not found: Routine ${formatRoutine(ref)}`);
    return routine;
  }

  return [
    {
      method: 'POST',
      path: LIST,
      async answer(call) {
        const dataset = datasetRef(call);
        const body = parseMessage(await call.json(), 'Routine', { root: 'routine' }) as RoutineBody;
        const routineId = body.routineReference?.routineId;
        if (!routineId) throw required('routineReference.routineId');
        checkSame(body.routineReference, { ...dataset });
        requireDataset(bigquery, dataset);
        const routine = newRoutine(body, { ...dataset, routineId });
        if (bigquery.findRoutine(routine.routineReference)) throw new DispatchError('ALREADY_EXISTS', `Already Exists: Routine ${formatRoutine(routine.routineReference)}`);
        return toWireRoutine(bigquery.setRoutine(routine));
      },
    },
    {
      method: 'GET',
      path: LIST,
      answer(call) {
        requireDataset(bigquery, datasetRef(call));
        const type = routineTypeOf(textOf(call, 'filter'));
        const routines = bigquery.routines(datasetRef(call)).filter(({ resource }) => type === undefined || resource.routineType === type);
        const { items, nextPageToken } = pageOf(call, routines, { keyOf: ({ resource }) => resource.routineReference.routineId, defaultSize: 50, maxSize: 1000 });
        return { ...(items.length > 0 && { routines: items.map(toListedRoutine) }), nextPageToken };
      },
    },
    { method: 'GET', path: ONE, answer: (call) => toWireRoutine(requireRoutine(call)) },
    {
      method: 'PUT',
      path: ONE,
      async answer(call) {
        const body = parseMessage(await call.json(), 'Routine', { root: 'routine' }) as RoutineBody;
        const { resource, stamp } = requireRoutine(call);
        checkIfMatch(call, stamp.etag);
        checkSame(body.routineReference, { ...resource.routineReference });
        return toWireRoutine(bigquery.setRoutine(newRoutine(body, resource.routineReference)));
      },
    },
    {
      method: 'DELETE',
      path: ONE,
      answer(call) {
        bigquery.removeRoutine(requireRoutine(call).resource.routineReference);
        return undefined;
      },
    },
  ];
}

const TYPES = new Set(['SCALAR_FUNCTION', 'TABLE_VALUED_FUNCTION', 'PROCEDURE', 'AGGREGATE_FUNCTION']);
const LACKING = ['remoteFunctionOptions', 'sparkOptions', 'pythonOptions', 'externalRuntimeOptions'] as const;

/** @throws HttpFault 400, or 501 for languages other than SQL */
function newRoutine(body: RoutineBody & { readonly [name in (typeof LACKING)[number]]?: unknown }, routineReference: RoutineReference): RoutineResource {
  const { routineType = '', language = 'SQL', definitionBody } = body;
  const idProblem = routineIdProblem(routineReference.routineId);
  if (idProblem) throw badRequest(idProblem);
  if (!TYPES.has(routineType)) throw routineType === '' ? required('routineType') : badRequest(`Invalid value for routineType: ${routineType} is not a valid value`);
  const lacking = LACKING.find((name) => body[name] !== undefined);
  if (lacking !== undefined) throw unsupported(`A routine with ${lacking}`);
  if (language !== 'SQL') throw unsupported(`A routine in ${language}`);
  if (routineType === 'AGGREGATE_FUNCTION') throw unsupported('An aggregate function of one\'s own');
  if (!definitionBody) throw required('definitionBody');
  const { arguments: args, returnType, returnTableType, importedLibraries, description, determinismLevel, strictMode, securityMode, dataGovernanceType } = body;
  if (importedLibraries?.length) throw unsupported('A SQL routine with importedLibraries');
  if (dataGovernanceType) throw unsupported('A routine with dataGovernanceType');
  return {
    ...{ routineReference, routineType, language, definitionBody },
    ...{ arguments: args, returnType, returnTableType, description, determinismLevel, strictMode, securityMode },
  };
}

function routineTypeOf(filter: string | undefined): string | undefined {
  if (filter === undefined) return undefined;
  const type = /^routineType[:=]\s*"?(\w+)"?$/.exec(filter.trim())?.[1];
  if (type === undefined || !TYPES.has(type)) throw badRequest(`Invalid filter: ${JSON.stringify(filter)}; expected routineType:<type>`);
  return type;
}

function toWireRoutine({ resource, stamp }: Routine): object {
  return { etag: stamp.etag, ...resource, creationTime: stamp.creationTime, lastModifiedTime: stamp.lastModifiedTime };
}

/** A list leaves out what a routine does. */
function toListedRoutine({ resource, stamp }: Routine): object {
  const { routineReference, routineType, language } = resource;
  return { etag: stamp.etag, routineReference, routineType, language, creationTime: stamp.creationTime, lastModifiedTime: stamp.lastModifiedTime };
}

function formatRoutine({ projectId, datasetId, routineId }: RoutineReference): string {
  return `${projectId}:${datasetId}.${routineId}`;
}
