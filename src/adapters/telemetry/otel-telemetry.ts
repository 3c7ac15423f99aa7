import { ROOT_CONTEXT, SpanKind, SpanStatusCode, propagation, trace, type Meter, type Tracer } from '@opentelemetry/api';
import type { DispatchResponse } from '../../core/response';
import type { Telemetry } from '../../server/telemetry';

/** Upper ends of the buckets of times, in seconds: from what a duplicate takes to the longest event. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/**
 * Spans and metrics by the API of OpenTelemetry, which lead nowhere unless an SDK was started. A span stands for an event,
 * and below it one for each action that was run.
 */
export function createOtelTelemetry({ tracer, meter }: { tracer: Tracer; meter: Meter }): Telemetry {
  const seconds = { unit: 's', advice: { explicitBucketBoundaries: BUCKETS_S } };
  const events = meter.createCounter('bq_dispatch.events', { description: 'Events by their outcome' });
  const eventTimes = meter.createHistogram('bq_dispatch.event.duration', { description: 'How long events took', ...seconds });
  const actions = meter.createCounter('bq_dispatch.actions', { description: 'Actions by name and outcome' });
  const actionTimes = meter.createHistogram('bq_dispatch.action.duration', { description: 'How long actions took', ...seconds });
  const conflicts = meter.createCounter('bq_dispatch.lease.conflicts', { description: 'Events that met another run of their job' });
  const retries = meter.createCounter('bq_dispatch.retries', { description: 'Calls of Google services that were tried again' });
  const oldestTask = meter.createGauge('bq_dispatch.tasks.oldest_age', { description: 'Age of the oldest task whose job is not known', unit: 's' });

  function count({ Status, Error: error, Actions, TimeTakenMs }: DispatchResponse): void {
    events.add(1, { outcome: Status });
    eventTimes.record(TimeTakenMs / 1000, { outcome: Status });
    if (error?.Code === 'LEASE_HELD' || error?.Code === 'LEASE_LOST') conflicts.add(1);
    if (Status === 'duplicate') return;
    for (const { Action: action, Status: outcome, TimeTakenMs: timeTakenMs } of Actions) {
      actions.add(1, { action, outcome });
      if (outcome !== 'notRun') actionTimes.record(timeTakenMs / 1000, { action, outcome });
    }
  }

  function span(response: DispatchResponse, traceparent: string | undefined): void {
    const { Status, EventID, JobRef, Error: error, MatchedBy, Actions, Started, TimeTakenMs } = response;
    const startMs = Date.parse(Started);
    const parent = traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
    const attributes = { 'bq_dispatch.outcome': Status, 'bq_dispatch.matched_by': MatchedBy, 'messaging.message.id': EventID, 'gcp.bigquery.job.id': JobRef?.jobId, 'gcp.bigquery.job.location': JobRef?.location, 'gcp.project.id': JobRef?.projectId };
    const event = tracer.startSpan('dispatch', { kind: SpanKind.CONSUMER, startTime: startMs, attributes }, parent);
    if (error && (Status === 'error' || Status === 'retry')) event.setStatus({ code: SpanStatusCode.ERROR, message: error.Code });
    // One follows the other; what lies between them is little.
    let atMs = startMs + Math.max(0, TimeTakenMs - Actions.reduce((sum, action) => sum + action.TimeTakenMs, 0));
    for (const { Action, Position, Status: outcome, JobID, Error: failure, TimeTakenMs: timeTakenMs } of Status === 'duplicate' ? [] : Actions) {
      if (outcome === 'notRun') continue;
      const action = tracer.startSpan(`action ${Action}`, { startTime: atMs, attributes: { 'bq_dispatch.action': Action, 'bq_dispatch.position': Position, 'bq_dispatch.outcome': outcome, 'gcp.bigquery.job.id': JobID } }, trace.setSpan(parent, event));
      if (failure) action.setStatus({ code: SpanStatusCode.ERROR, message: failure.Code });
      action.end((atMs += timeTakenMs));
    }
    event.end(startMs + TimeTakenMs);
  }

  return {
    event(response, traceparent) {
      count(response);
      span(response, traceparent);
    },
    sweep({ WaitingTasks }, now) {
      const since = WaitingTasks.map(({ Since }) => Date.parse(Since));
      oldestTask.record(since.length === 0 ? 0 : (now.getTime() - Math.min(...since)) / 1000);
    },
    retry: () => retries.add(1),
  };
}
