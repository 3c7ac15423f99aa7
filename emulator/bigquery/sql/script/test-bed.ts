import type { Row } from '../../data/row';
import { rowsOf } from '../../table-data';
import { createSqlBed, type QueryEnd, type SqlBed } from '../test-bed';

/** For tests: the rows of a script's last SELECT, or why it failed. */
export async function lastRows(sql: string, bed: SqlBed = createSqlBed(), configuration?: object): Promise<readonly Row[] | string> {
  const { job, error, rows }: QueryEnd = await bed.query(sql, configuration);
  if (error) return `${error.reason ?? ''}: ${error.message ?? ''}`;
  if (job.configuration.query?.destinationTable) return rows;
  const selects = childrenOf(bed, job.jobReference.jobId).filter(({ statistics }) => statistics?.query?.statementType === 'SELECT');
  const destination = selects.at(-1)?.configuration.query?.destinationTable;
  const made = destination && bed.state.findTable(destination);
  return made ? [...rowsOf(made.data)] : [];
}

/** For tests: the jobs of a script's statements, in order. */
export function childrenOf({ state }: SqlBed, parentJobId: string) {
  return [...state.jobs('p')]
    .filter(({ statistics }) => statistics?.parentJobId === parentJobId)
    .sort((a, b) => numberOf(a.jobReference.jobId) - numberOf(b.jobReference.jobId));
}

function numberOf(jobId: string): number {
  return Number(jobId.split('_').at(-1));
}
