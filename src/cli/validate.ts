import path from 'node:path';
import { createFinding, type Finding } from '../config/lint/finding';
import { lintRoutes } from '../config/lint/lint-routes';
import type { DispatchConfig } from '../core/dispatch-config';
import { parseDocument, type Document } from '../core/rules/document';
import { FaultsError, type Fault } from '../core/rules/fault';
import { fieldOf } from '../core/rules/field-of';
import { parseTask } from '../core/rules/task-rule';
import { createRouteTable } from '../core/route-table';
import { describeJob } from '../core/job';
import { createPlaceholders } from '../config/placeholder-sources';
import type { RouteRule } from '../core/rules/route-rule';
import { collectSets, JSON_FLAG, type AddCommand, type CliContext } from './command';
import { readEvents } from './events/read-events';

interface Flags {
  readonly set?: ReadonlyMap<string, string>;
  readonly events?: string;
  readonly json?: true;
}

/** `bq-dispatch validate`: faults, and what is hardly meant, in configurations and task files. */
export const addValidate: AddCommand = (program, context, end) => {
  program
    .command('validate')
    .description('check configurations and task files; ends with 1 where one has errors or warnings')
    .argument('<config...>', 'files or gs:// URLs')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option('--events <file>', 'recorded events, to find routes that never come first')
    .option(...JSON_FLAG)
    .action(async (configs: string[], { set = new Map(), events, json }: Flags) => {
      const findings: Finding[] = [];
      for (const config of configs) findings.push(...(await findingsOf(config, { context, sets: set, events })));
      if (json) context.out(`${JSON.stringify({ Findings: findings })}\n`);
      else context.out(`${[...findings.map(formatFinding), summary(findings)].join('\n')}\n`);
      end(findings.some(({ Level }) => Level !== 'info') ? 1 : 0);
    });
};

interface Asked {
  readonly context: CliContext;
  readonly sets: ReadonlyMap<string, string>;
  readonly events?: string;
}

async function findingsOf(config: string, { context, sets, events }: Asked): Promise<Finding[]> {
  const { text, file } = await context.readText(config);
  const { document, faults } = parseDocument(text, file);
  try {
    if (!document) throw new FaultsError('CONFIG_INVALID', faults);
    if (isTask(document)) return checkTask(text, file, { context, sets });
    const { variablesBeside } = await import('../../emulator/workspace/open-tasks');
    const loaded = await context.load({ text, file }, { sets, variables: variablesBeside(path.resolve(context.folder, file)) });
    const own = routesOf(document, loaded);
    const linted = lintRoutes(own, { document, ...(loaded.projectId !== undefined && { projectId: loaded.projectId }) });
    return events === undefined ? linted : [...linted, ...(await neverFirst(own, { document, context, events, known: linted }))];
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error;
    return error.faults.map(asFinding);
  }
}

/** A task has lists of its own, and no routes. */
function isTask({ value }: Document): boolean {
  const has = (name: string): boolean => fieldOf(value, name) !== undefined;
  return !has('Routes') && !has('RoutesURL') && (has('OnSuccess') || has('OnFailure') || has('JobID'));
}

function checkTask(text: string, file: string, { context: { environment }, sets }: Pick<Asked, 'context' | 'sets'>): Finding[] {
  parseTask({ text, url: file, placeholders: createPlaceholders({ sets, environment }, new Map()) });
  return [];
}

/** Those that stand in the document itself come first. */
function routesOf({ value }: Document, { routes }: DispatchConfig): readonly RouteRule[] {
  const listed = fieldOf(value, 'Routes');
  return routes.slice(0, Array.isArray(listed) ? listed.length : 0);
}

/** Routes that hold for recorded jobs, and of which another always came before. */
async function neverFirst(routes: readonly RouteRule[], { document, context, events, known }: { document: Document; context: CliContext; events: string; known: readonly Finding[] }): Promise<Finding[]> {
  const all = createRouteTable(routes);
  const alone = routes.map((route) => createRouteTable([route]));
  const counts = routes.map(() => ({ holds: 0, first: 0, by: new Set<number>() }));
  for await (const event of readEvents(events, context.openInput)) {
    if (!('job' in event) || !event.job) continue;
    const job = describeJob(event.job, { location: 'US', now: context.clock.now() });
    const first = all.match(job)?.index ?? -1;
    for (const [index, table] of alone.entries()) {
      const count = counts[index];
      if (!count || !table.match(job)) continue;
      count.holds++;
      if (index === first) count.first++;
      else count.by.add(first);
    }
  }
  return counts.flatMap(({ holds, first, by }, index) => {
    if (holds === 0) {
      const message = 'it holds for none of the recorded jobs';
      return [createFinding('ROUTE_UNMATCHED', document, { path: ['Routes', index, 'When'], message, hint: 'Ask why not: bq-dispatch explain --job EVENT.' })];
    }
    if (first > 0 || known.some(({ Code, Path }) => Code === 'ROUTE_SHADOWED' && Path.startsWith(`Routes[${index}].`))) return [];
    const message = `it holds for ${holds} of the recorded jobs, and each was taken by route ${[...by].sort((a, b) => a - b).join(' or ')} before it`;
    return [createFinding('ROUTE_SHADOWED', document, { path: ['Routes', index, 'When'], message, hint: 'Move it before them, or narrow those.' })];
  });
}

function asFinding({ code, file, line, column, path, message, hint }: Fault): Finding {
  return { Code: code, Level: 'error', File: file, Line: line, Column: column, Path: path, Message: message, Hint: hint };
}

function formatFinding({ Code, Level, File, Line, Column, Path, Message, Hint }: Finding): string {
  return `${File}:${Line}:${Column} ${Level} ${Code} ${Path ? `${Path}: ` : ''}${Message.replace(/\.$/, '')}. ${Hint}`;
}

function summary(findings: readonly Finding[]): string {
  const count = (level: Finding['Level'], name: string): string[] => {
    const number = findings.filter(({ Level }) => Level === level).length;
    return number === 0 ? [] : [`${number} ${name}${number === 1 || level === 'info' ? '' : 's'}`];
  };
  return [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'to consider')].join(', ') || 'no faults';
}
