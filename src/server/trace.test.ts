import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventHeaders } from '../events/http-event';
import { traceFields } from './trace';

const ID = '0af7651916cd43dd8448eb211c80319c';
const CASES: readonly [headers: EventHeaders, projectId: string | undefined, trace?: string, span?: string, sampled?: boolean][] = [
  [{}, 'shop'],
  [{ traceparent: 'nonsense' }, 'shop'],
  [{ traceparent: [`00-${ID}-b7ad6b7169203331-01`] }, 'shop'],
  [{ traceparent: `00-${ID}-b7ad6b7169203331-01` }, 'shop', `projects/shop/traces/${ID}`, 'b7ad6b7169203331', true],
  [{ traceparent: `00-${ID}-b7ad6b7169203331-00` }, undefined, ID, 'b7ad6b7169203331', false],
  [{ 'x-cloud-trace-context': `${ID}/255;o=1` }, 'shop', `projects/shop/traces/${ID}`, '00000000000000ff', true],
  [{ 'x-cloud-trace-context': ID }, 'shop', `projects/shop/traces/${ID}`, undefined, false],
];

for (const [headers, projectId, trace, span, sampled] of CASES) {
  test(`${JSON.stringify(headers)} is the trace ${trace ?? 'of nothing'}`, () => {
    const fields = traceFields(headers, projectId);
    assert.deepEqual(['trace', 'spanId', 'trace_sampled'].map((name) => fields[`logging.googleapis.com/${name}`]), [trace, span, sampled]);
  });
}
