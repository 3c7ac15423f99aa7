import type { MessageTexts } from './message-field';

/** Messages of datasets and routines, as https://cloud.google.com/bigquery/docs/reference/rest has them. */
export const DATASET_MESSAGES: MessageTexts = {
  Argument: 'argumentKind dataType:StandardSqlDataType isAggregate:boolean mode name tableType:StandardSqlTableType',
  Dataset: `
    access:any[] catalogSource creationTime:int64 datasetReference:DatasetReference defaultCollation
    defaultEncryptionConfiguration:EncryptionConfiguration defaultPartitionExpirationMs:int64 defaultRoundingMode
    defaultTableExpirationMs:int64 description etag externalCatalogDatasetOptions:ExternalCatalogDatasetOptions
    externalDatasetReference:ExternalDatasetReference friendlyName id isCaseInsensitive:boolean kind labels:string{}
    lastModifiedTime:int64 linkedDatasetMetadata:any linkedDatasetSource:LinkedDatasetSource location maxTimeTravelHours:int64 projectId
    resourceTags:string{} restrictions:any satisfiesPzi:boolean satisfiesPzs:boolean selfLink storageBillingModel tags:any type
  `,
  DatasetReference: 'datasetId projectId',
  EncryptionConfiguration: 'kmsKeyName',
  ExternalCatalogDatasetOptions: 'defaultStorageLocationUri parameters:string{}',
  ExternalDatasetReference: 'connection externalSource',
  ExternalRuntimeOptions: `
    containerCpu:number containerMemory containerRequestConcurrency:int64 maxBatchingRows:int64 runtimeConnection runtimeVersion
    volumeMounts:ExternalVolumeMount[]
  `,
  ExternalVolumeMount: 'mountPath sourcePath',
  LinkedDatasetSource: 'sourceDataset:DatasetReference',
  PythonOptions: 'entryPoint packages:string[]',
  RemoteFunctionOptions: 'connection endpoint maxBatchingRows:int64 userDefinedContext:string{}',
  Routine: `
    arguments:Argument[] buildStatus:any creationTime:int64 dataGovernanceType definitionBody description determinismLevel etag
    externalRuntimeOptions:ExternalRuntimeOptions importedLibraries:string[] language lastModifiedTime:int64 pythonOptions:PythonOptions
    remoteFunctionOptions:RemoteFunctionOptions returnTableType:StandardSqlTableType returnType:StandardSqlDataType
    routineReference:RoutineReference routineType securityMode sparkOptions:SparkOptions strictMode:boolean
  `,
  RoutineReference: 'datasetId projectId routineId',
  SparkOptions: `
    archiveUris:string[] connection containerImage fileUris:string[] jarUris:string[] mainClass mainFileUri properties:string{}
    pyFileUris:string[] runtimeVersion
  `,
  StandardSqlDataType: 'arrayElementType:StandardSqlDataType rangeElementType:StandardSqlDataType structType:StandardSqlStructType typeKind',
  StandardSqlField: 'name type:StandardSqlDataType',
  StandardSqlStructType: 'fields:StandardSqlField[]',
  StandardSqlTableType: 'columns:StandardSqlField[]',
};
