import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A workspace for all cases of the emulator: a table to copy, and a route that copies what was copied. */
export function writeEmulatorWorkspace(folder: string): string {
  const sales = path.join(folder, 'datasets/shop/sales');
  for (const part of [sales, path.join(folder, 'buckets/landing')]) mkdirSync(part, { recursive: true });
  const routes = [{ When: { Dest: String.raw`:sales\.copied$`, Type: 'COPY' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'sales.kept' } }] }];
  writeFileSync(path.join(folder, 'dispatch.json'), JSON.stringify({ DeferTaskURL: 'gs://landing/tasks/', Routes: routes }));
  writeFileSync(path.join(sales, 'orders.schema.json'), '[{"name":"id","type":"INTEGER"}]');
  writeFileSync(path.join(sales, 'orders.ndjson'), Array.from({ length: 100 }, (_, id) => `{"id":"${id}"}\n`).join(''));
  return folder;
}
