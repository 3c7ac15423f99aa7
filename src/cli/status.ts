import { listRuns, type RunStatus } from '../core/run-status';
import { printable } from './printable';
import { collectSets, CONFIG_FLAG, JSON_FLAG, type AddCommand } from './command';

/** `bq-dispatch status`: what is running, waiting, failed or stuck. */
export const addStatus: AddCommand = (program, { open, out }, end) => {
  program
    .command('status')
    .description('list what is running, waiting, failed or stuck; ends with 1 where something failed or is stuck')
    .option(...CONFIG_FLAG)
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option('--all', 'list what is done too')
    .option(...JSON_FLAG)
    .action(async ({ config, set, all, json }: { config?: string; set?: ReadonlyMap<string, string>; all?: true; json?: true }) => {
      const counts = new Map<RunStatus['Status'], number>();
      for await (const run of listRuns(await open(config, set), { all: all ?? false })) {
        counts.set(run.Status, (counts.get(run.Status) ?? 0) + 1);
        out(json ? `${JSON.stringify(run)}\n` : `${formatRun(run)}\n`);
      }
      if (!json) out(`${[...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'nothing runs, waits, has failed or is stuck'}\n`);
      end(counts.has('failed') || counts.has('stuck') ? 1 : 0);
    });
};

function formatRun({ Status, JobID, JobRef, Since, Error: error, RecordURL, TaskURL }: RunStatus): string {
  const job = JobRef ? `${JobRef.projectId}:${JobRef.location}.${JobID}` : JobID;
  const lines = [`${Status.padEnd(8)} ${job}  since ${Since}`];
  if (error) lines.push(`${error.Code}: ${error.Message.split('\n')[0]}`, `→ ${error.Hint}`);
  if (RecordURL !== undefined) lines.push(`record ${RecordURL}`);
  else if (TaskURL !== undefined) lines.push(`task ${TaskURL}`);
  return lines.map(printable).join('\n         ');
}
