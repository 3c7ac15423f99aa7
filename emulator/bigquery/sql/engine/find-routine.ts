import type { Routine, RoutineArgument, RoutineResource, StandardSqlDataType } from '../../routine';
import { notEmulated, SqlError } from '../sql-error';
import { parseScript } from '../syntax/parse';
import type { CreateFunction, CreateProcedure, Statement } from '../syntax/statement';
import type { StatementScope } from './statement-scope';

/** A function of the script, or a routine; `undefined` if there is none. @throws SqlError for one that the emulator cannot run */
export function findRoutine(path: readonly string[], { names, functions }: Pick<StatementScope, 'names' | 'functions'>): CreateFunction | undefined {
  const [name = ''] = path;
  const own = path.length === 1 ? functions.get(name.toLowerCase()) : undefined;
  if (own) return own;
  const routine = lookUp(path, names);
  return routine && functionOf(routine);
}

/** A procedure by its path, with its full name and the text that its positions are in; `undefined` if there is none. */
export function findProcedure(path: readonly string[], names: StatementScope['names']): { readonly procedure: CreateProcedure; readonly name: string; readonly text: string } | undefined {
  const routine = lookUp(path, names);
  if (!routine || routine.routineType !== 'PROCEDURE') return undefined;
  const { routineReference: ref, arguments: parameters = [], definitionBody } = routine;
  const list = parameters.map((parameter) => `${parameter.mode ?? 'IN'} ${parameterText(parameter)}`).join(', ');
  const text = `CREATE PROCEDURE ${quoted(ref.routineId)}(${list}) ${definitionBody}`;
  return { procedure: single(text, 'create-procedure', ref.routineId), name: `${ref.projectId}.${ref.datasetId}.${ref.routineId}`, text };
}

function lookUp(path: readonly string[], { catalog, projectId, defaultDataset }: StatementScope['names']): RoutineResource | undefined {
  const [routineId = '', datasetId = defaultDataset?.datasetId, ...project] = [...path].reverse();
  if (datasetId === undefined) return undefined;
  const found: Routine | undefined = catalog.findRoutine({ projectId: project.length > 0 ? project.reverse().join('.') : (defaultDataset?.projectId ?? projectId), datasetId, routineId });
  return found?.resource;
}

function functionOf(routine: RoutineResource): CreateFunction | undefined {
  const { routineReference: ref, routineType, language = 'SQL', arguments: parameters = [], returnType, definitionBody } = routine;
  if (routineType === 'PROCEDURE') return undefined;
  if (language.toUpperCase() !== 'SQL') throw notEmulated(`a function in ${language} (${ref.datasetId}.${ref.routineId})`);
  if (routineType === 'AGGREGATE_FUNCTION') throw notEmulated(`an aggregate function written in SQL (${ref.datasetId}.${ref.routineId})`);
  const list = parameters.map(parameterText).join(', ');
  if (routineType === 'TABLE_VALUED_FUNCTION') return single(`CREATE TABLE FUNCTION ${quoted(ref.routineId)}(${list}) AS (${definitionBody}\n)`, 'create-function', ref.routineId);
  const returns = returnType ? ` RETURNS ${typeText(returnType)}` : '';
  return single(`CREATE TEMP FUNCTION ${quoted(ref.routineId)}(${list})${returns} AS (${definitionBody}\n)`, 'create-function', ref.routineId);
}

function single<K extends Statement['kind']>(sql: string, kind: K, name: string): Extract<Statement, { kind: K }> {
  const { statements } = parseScript(sql);
  const [statement] = statements;
  if (statement?.kind !== kind || statements.length > 1) throw new SqlError(`The body of routine ${name} is no valid SQL`);
  return statement as Extract<Statement, { kind: K }>;
}

function parameterText({ name = '', argumentKind, dataType }: RoutineArgument): string {
  return `${quoted(name)} ${argumentKind === 'ANY_TYPE' || !dataType ? 'ANY TYPE' : typeText(dataType)}`;
}

function typeText({ typeKind, arrayElementType, structType }: StandardSqlDataType): string {
  if (arrayElementType) return `ARRAY<${typeText(arrayElementType)}>`;
  if (!structType) return quotedType(typeKind);
  const fields = (structType.fields ?? []).map(({ name, type }) => `${name ? `${quoted(name)} ` : ''}${type ? typeText(type) : 'STRING'}`);
  return `STRUCT<${fields.join(', ')}>`;
}

function quotedType(name: string): string {
  if (!/^[A-Za-z0-9_]+$/.test(name)) throw new SqlError(`${JSON.stringify(name)} is no type`);
  return name;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
