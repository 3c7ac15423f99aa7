export type Severity = 'INFO' | 'WARNING' | 'ERROR';

export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one line for Cloud Logging (https://cloud.google.com/logging/docs/structured-logging). Fields that are undefined are left out. */
export type Log = (severity: Severity, message: string, fields?: LogFields) => void;
