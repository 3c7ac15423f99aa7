import { describeJob } from '../../src/core/job';
import type { DispatchResponse } from '../../src/core/response';
import { reasonsOf } from '../../src/core/route-reasons';
import type { TestEmulator } from './test-emulator';

/** What an event led to, in a few words. */
export function outcomeOf({ Status, MatchedBy, MatchedURL, Route, Reason, Error: error }: DispatchResponse): string {
  if (MatchedBy === 'task') return `its task ${MatchedURL ?? ''} matched`;
  if (Route) return `route ${Route.Index}${Route.Name === undefined ? '' : ` (${Route.Name})`} matched`;
  if (Status === 'noMatch') return 'nothing matched';
  return `the outcome was ${Status}: ${error ? `${error.Code} ${error.Message}` : (Reason ?? '')}`;
}

/** Why a route did not take the last event, one reason a line. */
export function whyNot({ config, lastEvent, response }: TestEmulator, index: number): string[] {
  const route = config?.routes[index];
  if (!route || !lastEvent || !('job' in lastEvent) || !lastEvent.job) return [];
  const { holds, reasons } = reasonsOf(route.When, describeJob(lastEvent.job, { location: 'US', now: new Date(0) }));
  return holds && response.Matched ? [`route ${index} holds too, but what matched comes before it`] : reasons.map((reason) => `route ${index}: ${reason}`);
}

/** The errors so far, one a line with its way out, and that of the job that BigQuery ran last: what explains best why something is missing. */
export function troubles({ dispatches, lastRun }: TestEmulator): string {
  const failed = dispatches.flatMap(({ Error: error, JobRef }) => (error ? [`\njob ${JobRef?.jobId ?? '?'} ended with ${error.Code}: ${error.Message}\n→ ${error.Hint}`] : []));
  const error = lastRun?.status?.errorResult;
  return [...(error ? [`\nBigQuery ran ${lastRun.jobReference.jobId}, and it failed with ${error.reason}: ${error.message}`] : []), ...failed].join('');
}
