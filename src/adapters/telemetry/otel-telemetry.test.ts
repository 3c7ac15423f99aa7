import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Meter, Span, Tracer } from '@opentelemetry/api';
import type { DispatchResponse } from '../../core/response';
import { createOtelTelemetry } from './otel-telemetry';
import { startTelemetrySdk } from './start-sdk';

function bed() {
  const spans: { name: string; start: unknown; end?: unknown; status?: unknown; outcome?: unknown }[] = [];
  const points: [name: string, value: number, attributes: object][] = [];
  const instrument = (name: string) => {
    const note = (value: number, attributes = {}): void => void points.push([name, value, attributes]);
    return { add: note, record: note };
  };
  const meter = { createCounter: instrument, createHistogram: instrument, createGauge: instrument } as unknown as Meter;
  const tracer = {
    startSpan(name: string, { startTime, attributes }: { startTime: number; attributes: Record<string, unknown> }) {
      const span: (typeof spans)[number] = { name, start: startTime, outcome: attributes['bq_dispatch.outcome'] };
      spans.push(span);
      return { setStatus: ({ message }: { message: string }) => (span.status = message), end: (time: number) => (span.end = time) } as unknown as Span;
    },
  } as unknown as Tracer;
  return { telemetry: createOtelTelemetry({ tracer, meter }), spans, points };
}

const STARTED = '2024-03-01T10:00:00.000Z';
const startMs = Date.parse(STARTED);
const response = (more: Partial<DispatchResponse>): DispatchResponse => ({ Status: 'ok', EventID: 'e', Matched: true, Actions: [], Started: STARTED, TimeTakenMs: 100, ...more });

test('a span stands for an event, and one below it for each action that was run', () => {
  const { telemetry, spans, points } = bed();
  telemetry.event(
    response({
      Status: 'error',
      Error: { Code: 'CALL_FAILED', Message: 'secret text', Hint: '' },
      Actions: [
        { Action: 'copy', Position: '0', Status: 'ok', Request: {}, TimeTakenMs: 60 },
        { Action: 'call', Position: '1', Status: 'error', Request: {}, TimeTakenMs: 30, Error: { Code: 'CALL_FAILED', Message: 'secret text', Hint: '' } },
        { Action: 'delete', Position: '2', Status: 'notRun', Request: {}, TimeTakenMs: 0 },
      ],
    }),
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  );
  assert.deepEqual(spans, [
    { name: 'dispatch', start: startMs, outcome: 'error', status: 'CALL_FAILED', end: startMs + 100 },
    { name: 'action copy', start: startMs + 10, outcome: 'ok', end: startMs + 70 },
    { name: 'action call', start: startMs + 70, outcome: 'error', status: 'CALL_FAILED', end: startMs + 100 },
  ]);
  assert.deepEqual(points.filter(([name]) => name === 'bq_dispatch.actions').map(([, , attributes]) => attributes), [
    { action: 'copy', outcome: 'ok' },
    { action: 'call', outcome: 'error' },
    { action: 'delete', outcome: 'notRun' },
  ]);
  assert.ok(points.some(([name, value]) => name === 'bq_dispatch.event.duration' && value === 0.1));
  assert.doesNotMatch(JSON.stringify([spans, points]), /secret/);
});

test('leases that others hold, retries and waiting tasks are counted', () => {
  const { telemetry, points } = bed();
  telemetry.event(response({ Status: 'retry', Error: { Code: 'LEASE_HELD', Message: '', Hint: '' } }), undefined);
  telemetry.retry();
  telemetry.sweep({ Complete: true, States: 0, Tasks: 0, Jobs: 0, Answers: {}, WaitingTasks: [{ URL: 'u', Since: '2024-03-01T09:59:00Z' }, { URL: 'v', Since: '2024-03-01T09:58:00Z' }], Started: STARTED, TimeTakenMs: 0 }, new Date(STARTED));
  const last = Object.fromEntries(points.map(([name, value]) => [name, value]));
  assert.deepEqual([last['bq_dispatch.lease.conflicts'], last['bq_dispatch.retries'], last['bq_dispatch.tasks.oldest_age']], [1, 1, 120]);
});

for (const environment of [{}, { OTEL_TRACES_EXPORTER: 'none' }, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' }]) {
  test(`nothing is sent with ${JSON.stringify(environment)}`, async () => {
    const given = { ...environment };
    await (await startTelemetrySdk(given))();
    assert.deepEqual(given, environment);
  });
}
