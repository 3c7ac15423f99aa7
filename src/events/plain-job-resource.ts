import { isJobId } from '../core/job';
import { isLocation, isObject, isProjectId, type Json } from './event-terms';

/**
 * Whether a message is a Job resource as most are. The term of job-resource-event.ts takes ten times as long, and recordings
 * hold millions; what is not plain is left to it, and so is saying what is wrong.
 */
export function isPlainJobResource(message: unknown): message is Json {
  if (!isObject(message) || !isReference(message['jobReference']) || !isConfiguration(message['configuration'])) return false;
  return hasTexts(message, ['id', 'selfLink', 'user_email']) && isPartOf(message['statistics'], ['creationTime', 'startTime', 'endTime']) && isStatus(message['status']);
}

function isReference(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { projectId, jobId, location } = value;
  return isTextWhich(projectId, isProjectId) && isTextWhich(jobId, isJobId) && (location === undefined || isTextWhich(location, isLocation));
}

function isConfiguration(value: unknown): boolean {
  if (!isObject(value) || !hasTexts(value, ['jobType'])) return false;
  return [value['query'], value['load'], value['extract'], value['copy']].every((section) => section === undefined || isSection(section));
}

/** Fields of different kinds of jobs have different names. */
function isSection(value: unknown): boolean {
  if (!isObject(value) || !hasTexts(value, ['query', 'destinationUri'])) return false;
  return [value['destinationTable'], value['sourceTable']].every((table) => table === undefined || isTable(table)) && isListOf(value['sourceTables'], isTable) && isListOf(value['sourceUris'], isText) && isListOf(value['destinationUris'], isText);
}

function isStatus(value: unknown): boolean {
  return value === undefined || (isObject(value) && hasTexts(value, ['state']) && isPartOf(value['errorResult'], ['reason', 'message']));
}

function isTable(value: unknown): boolean {
  return isObject(value) && isText(value['projectId']) && isText(value['datasetId']) && isText(value['tableId']);
}

function isPartOf(value: unknown, fields: readonly string[]): boolean {
  return value === undefined || (isObject(value) && hasTexts(value, fields));
}

function hasTexts(value: Json, fields: readonly string[]): boolean {
  return fields.every((field) => value[field] === undefined || isText(value[field]));
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isItem));
}

function isTextWhich(value: unknown, is: (text: string) => boolean): boolean {
  return typeof value === 'string' && is(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
