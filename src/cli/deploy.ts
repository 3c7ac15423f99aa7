import { DispatchError } from '../core/errors';
import { JSON_FLAG, type AddCommand, type CliContext } from './command';
import { planDeployment, shellLines, withCaptured, type DeployOptions, type DeployStep } from './deploy-plan';

interface Flags extends Partial<DeployOptions> {
  readonly dryRun?: true;
  readonly json?: true;
  readonly bucket?: readonly string[];
  readonly dataset?: readonly string[];
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** `bq-dispatch deploy`: the service on Cloud Run with its trigger, by gcloud. */
export const addDeploy: AddCommand = (program, context, end) => {
  program
    .command('deploy')
    .description('deploy the service from this folder to Cloud Run, with accounts, trigger and sweep')
    .requiredOption('--project <id>', 'the project')
    .requiredOption('--region <region>', 'where it runs, such as europe-west1')
    .requiredOption('--config <config>', 'the configuration, a gs:// URL or JSON text')
    .option('--bucket <name>', 'a bucket of tasks, records or data; may be repeated', collect)
    .option('--dataset <id>', 'a dataset that actions change; may be repeated', collect)
    .option('--name <name>', 'what the service is called', 'bq-dispatch')
    .option('--schedule <cron>', 'when the sweep runs', '*/10 * * * *')
    .option('--dry-run', 'print the commands, and run none')
    .option(...JSON_FLAG)
    .action(async ({ dryRun, json, bucket: buckets = [], dataset: datasets = [], ...given }: Flags) => {
      const { name = '', project = '', region = '', config = '', schedule = '' } = given;
      check({ name, project, region, buckets, datasets });
      const steps = planDeployment({ name, project, region, config, schedule, buckets, datasets });
      if (dryRun) context.out(json ? `${JSON.stringify({ Steps: steps.map(toJson) })}\n` : shellLines(steps));
      else {
        const url = await runAll(steps, context);
        context.out(json ? `${JSON.stringify({ URL: url })}\n` : `deployed to ${url}\n`);
      }
      end(0);
    });
};

const FORMS: Readonly<Record<string, RegExp>> = {
  name: /^[a-z](?:[a-z0-9-]{0,21}[a-z0-9])?$/,
  project: /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
  region: /^[a-z]+-[a-z]+\d+$/,
  buckets: /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/,
  datasets: /^\w{1,1024}$/,
};

/** @throws DispatchError USAGE */
function check(given: Readonly<Record<string, string | readonly string[]>>): void {
  for (const [option, values] of Object.entries(given)) {
    const wrong = [values].flat().find((value) => !FORMS[option]?.test(value));
    if (wrong !== undefined) throw new DispatchError('USAGE', `${JSON.stringify(wrong)} can be no ${option.replace(/s$/, '')}`);
  }
}

function toJson({ does, program, args, captures, mayExist }: DeployStep): object {
  return { Does: does, Program: program, Args: args, Captures: captures, MayExist: mayExist };
}

/** @returns where the service is reached */
async function runAll(steps: readonly DeployStep[], { run, err }: CliContext): Promise<string> {
  const captured = new Map<string, string>();
  for (const { does, program, args, captures, mayExist } of steps) {
    err(`${does} …\n`);
    try {
      const printed = await run(program, args.map((arg) => withCaptured(arg, captured)));
      if (captures) captured.set(captures, printed.trim());
    } catch (thrown) {
      const message = (thrown as Error).message;
      if (mayExist && /already exists|ALREADY_EXISTS/i.test(message)) continue;
      throw new DispatchError('USAGE', `${program} failed to ${does}: ${message.trim().slice(-500)}`, { hint: 'Mend what it names and deploy again; what stands is left as it is.', cause: thrown });
    }
  }
  return captured.get('URL') ?? '';
}
