import { z } from 'zod';
import { DispatchError } from '../../src/core/errors';
import { createDisposition, invalidRequest, parseSection, rangePartitioning, tableReference, wholeNumber, writeDisposition } from './job-configuration';
import { queryParameters } from './sql/engine/parameters';

const timePartitioning = z.object({ type: z.string(), field: z.string().optional(), expirationMs: z.string().optional(), requirePartitionFilter: z.boolean().optional() });

const QUERY = z.object({
  query: z.string(),
  destinationTable: tableReference.optional(),
  createDisposition,
  writeDisposition: writeDisposition.default('WRITE_EMPTY'),
  defaultDataset: z.object({ projectId: z.string().optional(), datasetId: z.string() }).optional(),
  parameterMode: z.string().optional(),
  queryParameters: queryParameters.default([]),
  schemaUpdateOptions: z.array(z.enum(['ALLOW_FIELD_ADDITION', 'ALLOW_FIELD_RELAXATION'])).default([]),
  timePartitioning: timePartitioning.optional(),
  rangePartitioning: rangePartitioning.optional(),
  clustering: z.object({ fields: z.array(z.string()) }).optional(),
  useLegacySql: z.boolean().optional(),
  maximumBytesBilled: wholeNumber.optional(),
  connectionProperties: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
  scriptOptions: z.object({ statementTimeoutMs: wholeNumber.optional(), statementByteBudget: wholeNumber.optional(), keyResultStatement: z.string().optional() }).optional(),
  // What decides about speed, price or limits that an emulator has not.
  useQueryCache: z.boolean().optional(),
  priority: z.enum(['INTERACTIVE', 'BATCH', 'PRIORITY_UNSPECIFIED']).optional(),
  allowLargeResults: z.boolean().optional(),
  flattenResults: z.boolean().optional(),
  maximumBillingTier: z.number().optional(),
});

export type QueryConfiguration = z.output<typeof QUERY>;

/**
 * Reads `configuration.query`. Where it does not say which dialect the SQL is written in, it is GoogleSQL.
 * @throws DispatchError INVALID_REQUEST or UNSUPPORTED
 */
export function parseQueryConfiguration(section: unknown): QueryConfiguration {
  const configuration = parseSection(section, QUERY, 'configuration.query');
  if (configuration.useLegacySql || /^\s*#legacySQL/i.test(configuration.query)) {
    throw new DispatchError('UNSUPPORTED', 'configuration.query: legacy SQL is not emulated', { hint: 'Set useLegacySql to false and write GoogleSQL.' });
  }
  if (configuration.query.trim() === '') throw invalidRequest('configuration.query.query: Required parameter is missing: query');
  const unknown = configuration.connectionProperties.find(({ key }) => !CONNECTION_PROPERTIES.has(key));
  if (unknown) throw new DispatchError('UNSUPPORTED', `configuration.query.connectionProperties: ${unknown.key} is not emulated`);
  return configuration;
}

const CONNECTION_PROPERTIES: ReadonlySet<string> = new Set(['time_zone', 'query_label']);
