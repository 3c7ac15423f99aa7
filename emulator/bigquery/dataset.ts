export interface DatasetReference {
  readonly projectId: string;
  readonly datasetId: string;
}

/** What clients set on a dataset and read back: https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets. */
export interface DatasetDetails {
  readonly friendlyName?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly access?: readonly Readonly<Record<string, unknown>>[];
  /** How long a table made from now on lives, an int64 as a string. */
  readonly defaultTableExpirationMs?: string;
  /** How long a partition of a table made from now on lives, an int64 as a string. */
  readonly defaultPartitionExpirationMs?: string;
  readonly defaultCollation?: string;
  readonly defaultRoundingMode?: string;
  readonly defaultEncryptionConfiguration?: { readonly kmsKeyName?: string };
  readonly maxTimeTravelHours?: string;
  readonly storageBillingModel?: string;
  readonly resourceTags?: Readonly<Record<string, string>>;
}

export interface NewDataset extends DatasetReference {
  /** Without one the dataset lies wherever a job looks for it. */
  readonly location?: string;
  readonly details?: DatasetDetails;
}

/** Never changed: each change makes a new one. */
export interface Dataset extends NewDataset {
  readonly details: DatasetDetails;
  readonly stamp: Stamp;
}

/** When something was made and last changed: milliseconds since the epoch, int64s as strings. */
export interface Times {
  readonly creationTime: string;
  readonly lastModifiedTime: string;
}

/** The times of something, and which state of it this is. */
export interface Stamp extends Times {
  readonly etag: string;
}
