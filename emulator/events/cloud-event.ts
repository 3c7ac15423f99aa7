import type { AuditLogEntry } from './audit-log-entry';

/** A CloudEvent: https://github.com/cloudevents/spec. Attributes are texts; absent ones are left out. */
export interface CloudEvent {
  readonly attributes: Readonly<Record<string, string>>;
  /** JSON. */
  readonly data: unknown;
}

/** What goes over the wire to whoever waits for events. */
export interface EventRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The event that Eventarc makes of an entry of an audit log. */
export function auditLogCloudEvent(entry: AuditLogEntry): CloudEvent {
  const { methodName, serviceName, resourceName } = entry.protoPayload;
  const project = entry.logName.split('/')[1];
  return {
    attributes: {
      id: `${entry.logName}${entry.insertId}${Date.parse(entry.timestamp) * 1000}`,
      source: `//cloudaudit.googleapis.com/projects/${project}/logs/data_access`,
      specversion: '1.0',
      type: 'google.cloud.audit.log.v1.written',
      subject: `${serviceName}/${resourceName}`,
      time: entry.receiveTimestamp,
      datacontenttype: 'application/json; charset=utf-8',
      dataschema: 'https://googleapis.github.io/google-cloudevents/jsonschema/google/events/cloud/audit/v1/LogEntryData.json',
      methodname: methodName,
      servicename: serviceName,
      resourcename: resourceName,
      recordedtime: entry.timestamp,
    },
    data: entry,
  };
}

/** An event in HTTP's binary mode: attributes as headers, the data as the body. */
export function toBinaryRequest({ attributes, data }: CloudEvent): EventRequest {
  const { datacontenttype = 'application/json', ...others } = attributes;
  const headers = Object.fromEntries(Object.entries(others).map(([name, value]): [string, string] => [`ce-${name}`, encodeHeader(value)]));
  return { headers: { ...headers, 'content-type': datacontenttype }, body: JSON.stringify(data) };
}

/** The HTTP binding percent-encodes all but printable ASCII, and blank, quote and per cent too. */
function encodeHeader(value: string): string {
  return value.replace(/[^\x21\x23\x24\x26-\x7e]+/g, (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}
