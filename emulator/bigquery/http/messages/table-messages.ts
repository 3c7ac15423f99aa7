import type { MessageTexts } from './message-field';

/** Messages of tables, as https://cloud.google.com/bigquery/docs/reference/rest has them. */
export const TABLE_MESSAGES: MessageTexts = {
  AggregationThresholdPolicy: 'privacyUnitColumns:string[] threshold:int64',
  AvroOptions: 'useAvroLogicalTypes:boolean',
  BigLakeConfiguration: 'connectionId fileFormat storageUri tableFormat',
  BigtableColumn: 'encoding fieldName onlyReadLatest:boolean protoConfig:BigtableProtoConfig qualifierEncoded qualifierString type',
  BigtableColumnFamily: 'columns:BigtableColumn[] encoding familyId onlyReadLatest:boolean protoConfig:BigtableProtoConfig type',
  BigtableOptions: `
    columnFamilies:BigtableColumnFamily[] ignoreUnspecifiedColumnFamilies:boolean outputColumnFamiliesAsJson:boolean
    readRowkeyAsString:boolean
  `,
  BigtableProtoConfig: 'protoMessageName schemaBundleId',
  Clustering: 'fields:string[]',
  CsvOptions: `
    allowJaggedRows:boolean allowQuotedNewlines:boolean encoding fieldDelimiter nullMarker nullMarkers:string[]
    preserveAsciiControlCharacters:boolean quote skipLeadingRows:int64 sourceColumnMatch
  `,
  DataPolicyList: 'dataPolicies:DataPolicyOption[]',
  DataPolicyOption: 'name',
  DifferentialPrivacyPolicy: `
    deltaBudget:number deltaBudgetRemaining:any deltaPerQuery:number epsilonBudget:number epsilonBudgetRemaining:any
    maxEpsilonPerQuery:number maxGroupsContributed:int64 privacyUnitColumn
  `,
  ExternalDataConfiguration: `
    autodetect:boolean avroOptions:AvroOptions bigtableOptions:BigtableOptions compression connectionId csvOptions:CsvOptions dateFormat
    datetimeFormat decimalTargetTypes:string[] fileSetSpecType googleSheetsOptions:GoogleSheetsOptions
    hivePartitioningOptions:HivePartitioningOptions ignoreUnknownValues:boolean jsonExtension jsonOptions:JsonOptions
    maxBadRecords:integer metadataCacheMode objectMetadata parquetOptions:ParquetOptions referenceFileSchemaUri schema:TableSchema
    sourceFormat sourceUris:string[] timeFormat timeZone timestampFormat timestampTargetPrecision:integer[]
  `,
  ForeignTypeInfo: 'typeSystem',
  ForeignViewDefinition: 'dialect query',
  GeneratedColumn: 'generatedExpressionInfo:GeneratedExpressionInfo generatedMode',
  GeneratedExpressionInfo: 'asynchronous:boolean generationExpression stored:boolean',
  GoogleSheetsOptions: 'range skipLeadingRows:int64',
  HivePartitioningOptions: 'fields:any mode requirePartitionFilter:boolean sourceUriPrefix',
  JoinRestrictionPolicy: 'joinAllowedColumns:string[] joinCondition',
  JsonOptions: 'encoding',
  MaterializedViewDefinition: 'allowNonIncrementalDefinition:boolean enableRefresh:boolean lastRefreshTime:int64 maxStaleness query refreshIntervalMs:int64',
  ParquetOptions: 'enableListInference:boolean enumAsString:boolean mapTargetType',
  PrivacyPolicy: `
    aggregationThresholdPolicy:AggregationThresholdPolicy differentialPrivacyPolicy:DifferentialPrivacyPolicy
    joinRestrictionPolicy:JoinRestrictionPolicy
  `,
  RangePartitioning: 'field range:any',
  Table: `
    biglakeConfiguration:BigLakeConfiguration cloneDefinition:any clustering:Clustering creationTime:int64 defaultCollation
    defaultRoundingMode description encryptionConfiguration:EncryptionConfiguration etag expirationTime:int64
    externalCatalogTableOptions:any externalDataConfiguration:ExternalDataConfiguration friendlyName id kind labels:string{}
    lastModifiedTime:int64 location managedTableType materializedView:MaterializedViewDefinition materializedViewStatus:any maxStaleness
    model:any numActiveLogicalBytes:int64 numActivePhysicalBytes:int64 numBytes:int64 numCurrentPhysicalBytes:int64
    numLongTermBytes:int64 numLongTermLogicalBytes:int64 numLongTermPhysicalBytes:int64 numPartitions:int64 numPhysicalBytes:int64
    numRows:int64 numTimeTravelPhysicalBytes:int64 numTotalLogicalBytes:int64 numTotalPhysicalBytes:int64 partitionDefinition:any
    rangePartitioning:RangePartitioning replicas:any requirePartitionFilter:boolean resourceTags:string{} restrictions:any
    schema:TableSchema selfLink snapshotDefinition:any streamingBuffer:any tableConstraints:TableConstraints
    tableReference:TableReference tableReplicationInfo:any timePartitioning:TimePartitioning type view:ViewDefinition
  `,
  TableConstraints: 'foreignKeys:any[] primaryKey:any',
  TableFieldSchema: `
    categories:any collation dataGovernanceTagsInfo:any dataPolicies:DataPolicyOption[] dataPolicyList:DataPolicyList
    defaultValueExpression description fields:TableFieldSchema[] foreignTypeDefinition generatedColumn:GeneratedColumn maxLength:int64
    mode name policyTags:any precision:int64 rangeElementType:any roundingMode scale:int64 timestampPrecision:int64 type
  `,
  TableReference: 'datasetId projectId tableId',
  TableSchema: 'fields:TableFieldSchema[] foreignTypeInfo:ForeignTypeInfo',
  TimePartitioning: 'expirationMs:int64 field requirePartitionFilter:boolean type',
  UserDefinedFunctionResource: 'inlineCode resourceUri',
  ViewDefinition: `
    foreignDefinitions:ForeignViewDefinition[] privacyPolicy:PrivacyPolicy query useExplicitColumnNames:boolean useLegacySql:boolean
    userDefinedFunctionResources:UserDefinedFunctionResource[]
  `,
};
