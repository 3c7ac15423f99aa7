/** Why a row of a file cannot be loaded, in BigQuery's words; always caught where the file is read. */
export class RowError extends Error {
  override readonly name = 'RowError';
}
