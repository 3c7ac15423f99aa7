import type { Stamp } from './dataset';

export interface RoutineReference {
  readonly projectId: string;
  readonly datasetId: string;
  readonly routineId: string;
}

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/StandardSqlDataType */
export interface StandardSqlDataType {
  /** INT64, STRING, ARRAY, STRUCT, … */
  readonly typeKind: string;
  readonly arrayElementType?: StandardSqlDataType;
  readonly structType?: { readonly fields?: readonly StandardSqlField[] };
  readonly rangeElementType?: StandardSqlDataType;
}

export interface StandardSqlField {
  readonly name?: string;
  readonly type?: StandardSqlDataType;
}

export interface RoutineArgument {
  readonly name?: string;
  /** FIXED_TYPE (where absent) or ANY_TYPE. */
  readonly argumentKind?: string;
  /** IN, OUT or INOUT; of procedures alone. */
  readonly mode?: string;
  readonly dataType?: StandardSqlDataType;
  readonly isAggregate?: boolean;
}

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/routines, as far as it is used here. */
export interface RoutineResource {
  readonly routineReference: RoutineReference;
  /** SCALAR_FUNCTION, TABLE_VALUED_FUNCTION, PROCEDURE or AGGREGATE_FUNCTION. */
  readonly routineType: string;
  /** SQL (where absent), JAVASCRIPT, … */
  readonly language?: string;
  readonly arguments?: readonly RoutineArgument[];
  readonly returnType?: StandardSqlDataType;
  readonly returnTableType?: { readonly columns?: readonly StandardSqlField[] };
  /** The expression, query or statements. */
  readonly definitionBody: string;
  readonly importedLibraries?: readonly string[];
  readonly description?: string;
  readonly determinismLevel?: string;
  readonly strictMode?: boolean;
  readonly securityMode?: string;
  readonly dataGovernanceType?: string;
}

/** A routine as the catalog keeps it. Never changed: each change makes a new one. */
export interface Routine {
  readonly resource: RoutineResource;
  readonly stamp: Stamp;
}
