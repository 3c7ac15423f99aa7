import type { StandardSqlDataType } from '../../routine';
import { INT64, TIMESTAMP } from '../types/sql-type';
import { datasetsIn, text, timestampOf, type SchemaView } from './schema-view';
import { textOption } from './sql-text';

const ROUTINES: SchemaView = {
  name: 'ROUTINES',
  columns: [
    ...['specific_catalog', 'specific_schema', 'specific_name', 'routine_catalog', 'routine_schema', 'routine_name', 'routine_type', 'data_type', 'routine_body', 'routine_definition', 'external_language', 'is_deterministic', 'security_type'].map(text),
    { name: 'created', type: TIMESTAMP },
    { name: 'last_altered', type: TIMESTAMP },
  ],
  *rows(scope, sources) {
    for (const dataset of datasetsIn(scope, sources)) {
      for (const { resource, stamp } of sources.catalog.routines(dataset)) {
        const { projectId, datasetId, routineId } = resource.routineReference;
        const kind = resource.routineType === 'PROCEDURE' ? 'PROCEDURE' : resource.routineType === 'TABLE_VALUED_FUNCTION' ? 'TABLE FUNCTION' : 'FUNCTION';
        const names = [projectId, datasetId, routineId];
        yield [...names, ...names, kind, resource.returnType ? typeText(resource.returnType) : null, 'SQL', resource.definitionBody, null, null, null, timestampOf(stamp.creationTime), timestampOf(stamp.lastModifiedTime)];
      }
    }
  },
};

const PARAMETERS: SchemaView = {
  name: 'PARAMETERS',
  columns: [...['specific_catalog', 'specific_schema', 'specific_name'].map(text), { name: 'ordinal_position', type: INT64 }, ...['parameter_mode', 'is_result', 'parameter_name', 'data_type', 'parameter_default', 'is_aggregate'].map(text)],
  *rows(scope, sources) {
    for (const dataset of datasetsIn(scope, sources)) {
      for (const { resource } of sources.catalog.routines(dataset)) {
        const { projectId, datasetId, routineId } = resource.routineReference;
        const names = [projectId, datasetId, routineId];
        if (resource.returnType) yield [...names, '0', null, 'YES', null, typeText(resource.returnType), null, 'NO'];
        for (const [n, { mode, name, dataType }] of (resource.arguments ?? []).entries()) {
          yield [...names, String(n + 1), mode ?? null, 'NO', name ?? null, dataType ? typeText(dataType) : 'ANY TYPE', null, 'NO'];
        }
      }
    }
  },
};

const ROUTINE_OPTIONS: SchemaView = {
  name: 'ROUTINE_OPTIONS',
  columns: ['specific_catalog', 'specific_schema', 'specific_name', 'option_name', 'option_type', 'option_value'].map(text),
  *rows(scope, sources) {
    for (const dataset of datasetsIn(scope, sources)) {
      for (const { resource } of sources.catalog.routines(dataset)) {
        const { projectId, datasetId, routineId } = resource.routineReference;
        for (const { name, type, value } of textOption('description', resource.description)) yield [projectId, datasetId, routineId, name, type, value];
      }
    }
  },
};

function typeText({ typeKind, arrayElementType, structType }: StandardSqlDataType): string {
  if (arrayElementType) return `ARRAY<${typeText(arrayElementType)}>`;
  if (!structType) return typeKind;
  return `STRUCT<${(structType.fields ?? []).map(({ name, type }) => `${name ? `${name} ` : ''}${type ? typeText(type) : ''}`).join(', ')}>`;
}

export const ROUTINE_VIEWS: readonly SchemaView[] = [ROUTINES, PARAMETERS, ROUTINE_OPTIONS];
