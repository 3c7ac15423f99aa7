import { existsSync } from 'node:fs';
import path from 'node:path';
import { DispatchError } from '../core/errors';
import { asUnusable, parseFaults } from './scenarios/cucumber-errors';
import { collectSets, JSON_FLAG, type AddCommand, type CliContext } from './command';
import { asPattern, featurePaths, stepFiles } from './scenarios/feature-files';
import { createUndefinedSteps } from './scenarios/undefined-steps';

interface Flags {
  readonly workspace: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly tags?: string;
  readonly name?: string;
  readonly json?: true;
}

/** `bq-dispatch test`: runs scenarios against a workspace. */
export const addTest: AddCommand = (program, context, end) => {
  program
    .command('test')
    .description('run Gherkin scenarios against a workspace, each on an emulator of its own; ends with 1 where one fails')
    .argument('[features...]', 'files, folders or patterns, or FILE:LINE; features/ of the workspace where there are none')
    .option('--workspace <folder>', 'the workspace that each scenario begins with', '.')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option('--tags <expression>', 'only scenarios with these tags, such as "@orders and not @slow"')
    .option('--name <pattern>', 'only scenarios whose name matches')
    .option(...JSON_FLAG)
    .action(async (features: string[], flags: Flags) => {
      const root = path.resolve(context.folder, flags.workspace);
      for (const feature of features) refuseMissing(feature, context);
      await tryWorkspace(root, flags, context);
      const succeeded = await runScenarios(root, features, { flags, context });
      end(succeeded ? 0 : 1);
    });
};

/** Cucumber passes over what is not there. Patterns may find nothing. */
function refuseMissing(feature: string, { folder }: CliContext): void {
  const file = feature.replace(/(?::\d+)+$/, '');
  if (/[*?[\]{}()!]/.test(file) || existsSync(path.resolve(folder, file))) return;
  throw new DispatchError('USAGE', `there is no ${file} in ${folder}`, { hint: 'Name feature files or folders that are there.' });
}

/** What is wrong with the workspace is told once, and not in each scenario. */
async function tryWorkspace(root: string, { set: sets = new Map() }: Flags, { environment }: CliContext): Promise<void> {
  const { TestEmulator } = await import('../../emulator/testing/test-emulator');
  const emulator = new TestEmulator({ environment });
  await emulator.loadWorkspace(root, { sets });
  emulator.close();
}

async function runScenarios(root: string, features: readonly string[], { flags, context }: { flags: Flags; context: CliContext }): Promise<boolean> {
  const { loadConfiguration, loadSources, runCucumber } = await import('@cucumber/cucumber/api');
  const environment = { cwd: context.folder, stdout: context.stdout, stderr: context.stderr, env: { ...context.environment } };
  const own = path.join(root, 'features');
  const paths = featurePaths(features.length > 0 ? features : [own], context.folder);
  const nothing = new DispatchError('USAGE', `no scenario was found in ${features.join(', ') || own}`, { hint: 'Name feature files, correct --tags or --name, or begin with: bq-dispatch init.' });
  if (paths.length === 0) throw nothing;
  const { runConfiguration } = await loadConfiguration(
    {
      file: false,
      provided: {
        paths: [...paths],
        require: [asPattern(context.stepLibrary)],
        import: stepFiles(own),
        format: [flags.json ? 'json' : 'progress'],
        publish: false,
        worldParameters: { workspace: root, sets: [...(flags.set ?? [])] },
        ...(flags.tags !== undefined && { tags: flags.tags }),
        ...(flags.name !== undefined && { name: [flags.name] }),
      },
    },
    environment,
  );
  const { plan, errors } = await loadSources(runConfiguration.sources, environment).catch(asUnusable('the scenarios cannot be chosen', { hint: 'Correct --tags or --name.' }));
  if (errors.length > 0) throw parseFaults(errors);
  if (plan.length === 0) throw nothing;
  const undefinedSteps = createUndefinedSteps();
  const { success } = await runCucumber(runConfiguration, environment, undefinedSteps.note).catch(asUnusable(`the steps in ${own} cannot be loaded`, { hint: 'Correct the file that it names.', folder: own }));
  const hints = undefinedSteps.hints();
  if (hints.length > 0) context.err(`${hints.join('\n')}\nAll steps: ${path.relative(context.folder, path.join(context.packageFolder, 'docs/steps.md'))}\n`);
  return success;
}
