import type { RoutineArgument, RoutineReference, RoutineResource, StandardSqlDataType } from '../../routine';
import { requireDataset } from '../engine/find-table';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import { notEmulated, SqlError } from '../sql-error';
import type { TypeNode } from '../syntax/tree';
import type { CreateFunction, CreateProcedure, ObjectPath } from '../syntax/statement';
import { ddlOutcome } from './ddl-outcome';
import { inSqlTerms } from './in-sql-terms';
import { readOptions, textOf } from './read-options';

/** CREATE [OR REPLACE] [TEMP] [TABLE] FUNCTION in SQL. */
export async function createFunction(statement: CreateFunction, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const language = statement.language?.toUpperCase() ?? 'SQL';
  if (language !== 'SQL') throw notEmulated(`a function in ${statement.language}`, statement.at);
  if (statement.aggregate) throw notEmulated('an aggregate function written in SQL', statement.at);
  const type = statement.table ? 'CREATE_TABLE_FUNCTION' : 'CREATE_FUNCTION';
  if (statement.temporary) {
    world.state.functions.set((statement.name.at(-1)?.name ?? '').toLowerCase(), statement);
    return ddlOutcome(type, 'CREATE', {});
  }
  const resource: RoutineResource = {
    routineReference: routineReference(statement.name, scope),
    routineType: statement.table ? 'TABLE_VALUED_FUNCTION' : 'SCALAR_FUNCTION',
    language: 'SQL',
    arguments: statement.parameters.map(({ name, type: given }) => argument(name.name, given)),
    ...(statement.returns && !statement.table && { returnType: dataType(statement.returns) }),
    definitionBody: statement.text,
  };
  return putRoutine(resource, { type, statement }, { scope, world });
}

/** CREATE [OR REPLACE] PROCEDURE. */
export async function createProcedure(statement: CreateProcedure, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const resource: RoutineResource = {
    routineReference: routineReference(statement.name, scope),
    routineType: 'PROCEDURE',
    language: 'SQL',
    arguments: statement.parameters.map(({ mode, name, type }) => ({ ...argument(name.name, type), mode })),
    definitionBody: statement.text,
  };
  return putRoutine(resource, { type: 'CREATE_PROCEDURE', statement }, { scope, world });
}

async function putRoutine(
  resource: RoutineResource,
  { type, statement }: { type: string; statement: CreateFunction | CreateProcedure },
  { scope, world }: { scope: StatementScope; world: World },
): Promise<StatementOutcome> {
  const { catalog } = world;
  const ref = resource.routineReference;
  const target = { ddlTargetRoutine: ref };
  requireDataset(ref, world, statement.name[0]?.at);
  const standing = catalog.findRoutine(ref);
  if (standing && statement.ifNotExists) return ddlOutcome(type, 'SKIP', target);
  if (standing && !statement.orReplace) throw new SqlError(`Already Exists: Routine ${ref.projectId}:${ref.datasetId}.${ref.routineId}`, { reason: 'duplicate' });
  const options = await readOptions(statement.options, scope, world);
  const description = textOf(options.get('description')?.value ?? null);
  const other = [...options.keys()].find((name) => name !== 'description' && name !== 'strict_mode');
  if (other !== undefined) throw notEmulated(`the routine option ${other}`, statement.at);
  inSqlTerms(() => catalog.setRoutine({ ...resource, ...(description !== undefined && { description }) }), statement.at);
  return ddlOutcome(type, standing ? 'REPLACE' : 'CREATE', target);
}

/** @throws SqlError where the path names no dataset and there is no default */
export function routineReference(path: ObjectPath, { names }: StatementScope): RoutineReference {
  const { projectId, defaultDataset } = names;
  const [routineId = '', datasetId = defaultDataset?.datasetId, ...project] = path.map(({ name }) => name).reverse();
  if (datasetId === undefined) throw new SqlError(`Routine name missing dataset while no default dataset is set in the request.`, { at: path[0]?.at });
  return { projectId: project.length > 0 ? project.reverse().join('.') : (defaultDataset?.projectId ?? projectId), datasetId, routineId };
}

function argument(name: string, type: TypeNode | undefined): RoutineArgument {
  return type ? { name, dataType: dataType(type) } : { name, argumentKind: 'ANY_TYPE' };
}

function dataType({ name, element, fields }: TypeNode): StandardSqlDataType {
  if (element) return { typeKind: 'ARRAY', arrayElementType: dataType(element) };
  if (!fields) return { typeKind: name };
  return { typeKind: 'STRUCT', structType: { fields: fields.map((field) => ({ ...(field.name && { name: field.name.name }), type: dataType(field.type) })) } };
}
