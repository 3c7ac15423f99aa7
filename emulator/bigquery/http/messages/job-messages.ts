import type { MessageTexts } from './message-field';

/** Messages of jobs and queries, as https://cloud.google.com/bigquery/docs/reference/rest has them. */
export const JOB_MESSAGES: MessageTexts = {
  ArrowSerializationOptions: 'bufferCompression picosTimestampPrecision',
  ConnectionProperty: 'key value',
  DataFormatOptions: 'timestampOutputFormat useInt64Timestamp:boolean',
  DestinationTableProperties: 'description expirationTime friendlyName labels:string{}',
  Job: `
    configuration:JobConfiguration etag id jobCreationReason:any jobReference:JobReference kind principal_subject selfLink
    statistics:any status:any user_email
  `,
  JobConfiguration: `
    copy:JobConfigurationTableCopy dryRun:boolean extract:JobConfigurationExtract jobTimeoutMs:int64 jobType labels:string{}
    load:JobConfigurationLoad maxSlots:integer query:JobConfigurationQuery reservation
  `,
  JobConfigurationExtract: `
    compression destinationFormat destinationUri destinationUris:string[] fieldDelimiter modelExtractOptions:ModelExtractOptions
    nativeGeographyExportEnabled:boolean printHeader:boolean secureContext:SecureContext sourceModel:ModelReference
    sourceTable:TableReference useAvroLogicalTypes:boolean
  `,
  JobConfigurationLoad: `
    allowJaggedRows:boolean allowQuotedNewlines:boolean autodetect:boolean clustering:Clustering columnNameCharacterMap
    connectionProperties:ConnectionProperty[] copyFilesOnly:boolean createDisposition createSession:boolean dateFormat datetimeFormat
    decimalTargetTypes:string[] destinationEncryptionConfiguration:EncryptionConfiguration destinationTable:TableReference
    destinationTableProperties:DestinationTableProperties encoding fieldDelimiter fileSetSpecType
    hivePartitioningOptions:HivePartitioningOptions ignoreUnknownValues:boolean jsonExtension maxBadRecords:integer nullMarker
    nullMarkers:string[] parquetOptions:ParquetOptions preserveAsciiControlCharacters:boolean projectionFields:string[] quote
    rangePartitioning:RangePartitioning referenceFileSchemaUri schema:TableSchema schemaInline schemaInlineFormat
    schemaUpdateOptions:string[] skipLeadingRows:integer sourceColumnMatch sourceFormat sourceUris:string[] timeFormat
    timePartitioning:TimePartitioning timeZone timestampFormat timestampTargetPrecision:integer[] useAvroLogicalTypes:boolean
    writeDisposition
  `,
  JobConfigurationQuery: `
    allowLargeResults:boolean clustering:Clustering connectionProperties:ConnectionProperty[] continuous:boolean createDisposition
    createSession:boolean defaultDataset:DatasetReference destinationEncryptionConfiguration:EncryptionConfiguration
    destinationTable:TableReference flattenResults:boolean maximumBillingTier:integer maximumBytesBilled:int64 parameterMode
    preserveNulls:boolean priority query queryParameters:QueryParameter[] rangePartitioning:RangePartitioning
    schemaUpdateOptions:string[] scriptOptions:ScriptOptions secureContext:SecureContext systemVariables:any
    tableDefinitions:ExternalDataConfiguration{} timePartitioning:TimePartitioning useLegacySql:boolean useQueryCache:boolean
    userDefinedFunctionResources:UserDefinedFunctionResource[] writeDisposition writeIncrementalResults:boolean
  `,
  JobConfigurationTableCopy: `
    createDisposition destinationEncryptionConfiguration:EncryptionConfiguration destinationExpirationTime
    destinationTable:TableReference operationType sourceTable:TableReference sourceTables:TableReference[] writeDisposition
  `,
  JobReference: 'jobId location projectId',
  ModelExtractOptions: 'trialId:int64',
  ModelReference: 'datasetId modelId projectId',
  QueryParameter: 'name parameterType:QueryParameterType parameterValue:QueryParameterValue',
  QueryParameterType: 'arrayType:QueryParameterType rangeElementType:QueryParameterType structTypes:any[] timestampPrecision:int64 type',
  QueryParameterValue: 'arrayValues:QueryParameterValue[] rangeValue:RangeValue structValues:QueryParameterValue{} value',
  QueryRequest: `
    arrowSerializationOptions:ArrowSerializationOptions connectionProperties:ConnectionProperty[] continuous:boolean
    createSession:boolean defaultDataset:DatasetReference destinationEncryptionConfiguration:EncryptionConfiguration dryRun:boolean
    formatOptions:DataFormatOptions jobCreationMode jobTimeoutMs:int64 kind labels:string{} location maxResults:integer maxSlots:integer
    maximumBytesBilled:int64 parameterMode preserveNulls:boolean query queryParameters:QueryParameter[] queryResultsFormat requestId
    reservation secureContext:SecureContext timeoutMs:integer useLegacySql:boolean useQueryCache:boolean writeIncrementalResults:boolean
  `,
  RangeValue: 'end:QueryParameterValue start:QueryParameterValue',
  ScriptOptions: 'keyResultStatement statementByteBudget:int64 statementTimeoutMs:int64',
  SecureContext: 'secureParameterEntries:any{}',
};
