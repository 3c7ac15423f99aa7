import { createSweep } from '../core/sweep';
import { collectSets, CONFIG_FLAG, JSON_FLAG, type AddCommand } from './command';

/** `bq-dispatch sweep`: what `POST /sweep` does. */
export const addSweep: AddCommand = (program, { open, out }, end) => {
  program
    .command('sweep')
    .description('dispatch what lost events have left; ends with 1 where something is left or went wrong')
    .option(...CONFIG_FLAG)
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option(...JSON_FLAG)
    .action(async ({ config, set, json }: { config?: string; set?: ReadonlyMap<string, string>; json?: true }) => {
      const report = await createSweep(await open(config, set))();
      const { Complete, States, Tasks, Jobs, Answers, WaitingTasks, Note } = report;
      if (json) out(`${JSON.stringify(report)}\n`);
      else {
        const answers = Object.entries(Answers).map(([status, count]) => `${count} ${status}`);
        out(`${States} states, ${Tasks} tasks, ${Jobs} jobs: ${answers.join(', ') || 'nothing to do'}\n`);
        for (const { URL, Since } of WaitingTasks) out(`waiting for its job since ${Since}: ${URL}\n`);
        if (Note !== undefined) out(`${Note}\n`);
        if (!Complete) out('not all was looked at; the next sweep goes on\n');
      }
      end(Complete && !Answers.error && !Answers.retry ? 0 : 1);
    });
};
