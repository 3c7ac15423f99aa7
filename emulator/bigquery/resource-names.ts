/** Why BigQuery refuses a text as a dataset's ID, or `undefined` where it does not. */
export function datasetIdProblem(datasetId: string): string | undefined {
  if (/^\w{1,1024}$/.test(datasetId)) return undefined;
  return `${JSON.stringify(datasetId)} is no dataset ID: letters, digits and underscores, at most 1,024`;
}

/** Why BigQuery refuses a text as a routine's ID, or `undefined` where it does not. */
export function routineIdProblem(routineId: string): string | undefined {
  if (/^\w{1,256}$/.test(routineId)) return undefined;
  return `Invalid routine ID ${JSON.stringify(routineId)}: letters, digits and underscores, at most 256`;
}

/** Why BigQuery refuses a text as a table's ID, or `undefined` where it does not. A `$partition` is no part of it. */
export function tableIdProblem(tableId: string): string | undefined {
  if (/^[\p{L}\p{M}\p{N}\p{Pc}\p{Pd} ]+$/u.test(tableId) && Buffer.byteLength(tableId) <= 1024) return undefined;
  return `${JSON.stringify(tableId)} is no table ID: letters, marks, digits, connectors, dashes and spaces, at most 1,024 bytes in UTF-8`;
}
