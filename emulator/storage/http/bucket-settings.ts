import { badRequest, unsupported } from '../../http/http-fault';
import { field, type BucketSettings, type Json } from '../storage-bucket';
import { isObject } from './json-merge';
import type { JsonObject } from './request-terms';

/** What a client may say of a bucket. Only versioning, holds, retention and labels have an effect; the rest is told again. */
const SETTINGS: ReadonlySet<string> = new Set([
  'acl',
  'autoclass',
  'billing',
  'cors',
  'customPlacementConfig',
  'defaultEventBasedHold',
  'defaultObjectAcl',
  'encryption',
  'iamConfiguration',
  'labels',
  'lifecycle',
  'location',
  'logging',
  'objectRetention',
  'retentionPolicy',
  'rpo',
  'softDeletePolicy',
  'storageClass',
  'versioning',
  'website',
]);

const OBJECTS = ['autoclass', 'billing', 'iamConfiguration', 'labels', 'lifecycle', 'logging', 'retentionPolicy', 'softDeletePolicy', 'versioning', 'website'];
const TEXTS = ['location', 'rpo', 'storageClass'];
const DUAL_REGIONS = ['ASIA1', 'EUR4', 'EUR5', 'EUR7', 'EUR8', 'NAM4'];

/** What a bucket resource sets. @throws HttpFault invalid, or 501 for what is not emulated */
export function readSettings(resource: JsonObject, now: Date): BucketSettings {
  if (field(resource.hierarchicalNamespace, 'enabled') === true) throw unsupported('a hierarchical namespace');
  const entries = Object.entries(resource).filter(([name, value]) => SETTINGS.has(name) && value !== null);
  for (const [name, value] of entries) {
    if (OBJECTS.includes(name) && !isObject(value)) throw badRequest(`Invalid value for ${name}`);
    if (TEXTS.includes(name) && typeof value !== 'string') throw badRequest(`Invalid value for ${name}`);
  }
  const settings = Object.fromEntries(entries);
  return { ...settings, ...readLabels(settings.labels), ...readRetentionPolicy(settings.retentionPolicy, now), ...readAccess(settings.iamConfiguration, now) };
}

function readLabels(labels: Json | undefined): { labels?: Json } {
  if (!isObject(labels)) return {};
  for (const [key, value] of Object.entries(labels)) {
    if (typeof value !== 'string') throw badRequest(`Invalid value for labels.${key}`);
    if (!/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key)) throw badRequest(`Invalid label key: ${JSON.stringify(key)}`);
    if (!/^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value)) throw badRequest(`Invalid label value: ${JSON.stringify(value)}`);
  }
  return { labels };
}

function readRetentionPolicy(policy: Json | undefined, now: Date): { retentionPolicy?: Json } {
  if (!isObject(policy) || policy.retentionPeriod === undefined) return {};
  const seconds = Number(policy.retentionPeriod);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 3_155_760_000) throw badRequest('Invalid value for retentionPolicy.retentionPeriod');
  return { retentionPolicy: { effectiveTime: now.toISOString(), ...policy, retentionPeriod: String(seconds) } };
}

/** Uniform access goes by two names, and says until when it can be taken back. */
function readAccess(configuration: Json | undefined, now: Date): { iamConfiguration?: Json } {
  if (configuration === undefined) return {};
  const uniform = field(configuration, 'uniformBucketLevelAccess') ?? field(configuration, 'bucketPolicyOnly') ?? {};
  if (!isObject(uniform)) throw badRequest('Invalid value for iamConfiguration.uniformBucketLevelAccess');
  const lockedTime = uniform.lockedTime ?? new Date(now.getTime() + 90 * 86_400_000).toISOString();
  const access: Json = uniform.enabled === true ? { enabled: true, lockedTime } : { enabled: false };
  const publicAccessPrevention = field(configuration, 'publicAccessPrevention');
  const prevention = publicAccessPrevention === undefined || publicAccessPrevention === 'unspecified' ? 'inherited' : publicAccessPrevention;
  return { iamConfiguration: { publicAccessPrevention: prevention, uniformBucketLevelAccess: access, bucketPolicyOnly: access } };
}

/** Whether lists of access control are turned off. */
export function hasUniformAccess(settings: BucketSettings): boolean {
  return field(field(settings.iamConfiguration, 'uniformBucketLevelAccess'), 'enabled') === true;
}

export function locationTypeOf(location: string): string {
  if (['US', 'EU', 'ASIA'].includes(location)) return 'multi-region';
  return DUAL_REGIONS.includes(location) ? 'dual-region' : 'region';
}
