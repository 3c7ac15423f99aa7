import { createHash } from 'node:crypto';
import type { JobReference } from '../../../src/core/job';
import type { JobResource, JobStatus } from '../../../src/core/job-resource';
import type { TableReference } from '../../../src/core/table-ref';
import { newJobResource } from '../job-resource';
import type { Statement } from './syntax/statement';

export interface ChildJob {
  readonly parent: JobReference;
  /** From 0. */
  readonly number: number;
  readonly statement: Statement;
  readonly text: string;
  readonly startTime: Date;
  readonly endTime: Date;
  readonly statistics: Readonly<Record<string, unknown>>;
  readonly status: JobStatus;
  readonly destinationTable?: TableReference;
}

/** The job of one statement of a script, which is DONE. */
export function childJob({ parent, number, statement, text, startTime, endTime, statistics, status, destinationTable }: ChildJob): JobResource {
  const hash = createHash('sha256').update(`${parent.projectId} ${parent.location} ${parent.jobId}`).digest('hex').slice(0, 32);
  const creationTime = String(startTime.getTime());
  const ref = { ...parent, jobId: `script_job_${hash}_${number}` };
  const query = { query: text, priority: 'INTERACTIVE', useLegacySql: false, ...(destinationTable && { destinationTable, createDisposition: 'CREATE_IF_NEEDED', writeDisposition: 'WRITE_TRUNCATE' }) };
  const { line: startLine, column: startColumn } = statement.at;
  return {
    ...newJobResource(ref, { jobType: 'QUERY', query: query as JobResource['configuration']['query'] }, creationTime),
    statistics: {
      creationTime,
      startTime: creationTime,
      endTime: String(endTime.getTime()),
      parentJobId: parent.jobId,
      scriptStatistics: { evaluationKind: 'STATEMENT', stackFrames: [{ startLine, startColumn, ...endOf(text, statement.at), text }] },
      ...statistics,
    },
    status: { state: 'DONE', ...status },
  };
}

function endOf(text: string, { line, column }: { line: number; column: number }): { endLine: number; endColumn: number } {
  const lines = text.split('\n');
  const last = lines.at(-1) as string;
  return { endLine: line + lines.length - 1, endColumn: (lines.length === 1 ? column : 1) + last.length };
}
