import type { MessageTexts } from './message-field';

/** Messages of streamed rows and of policies, as https://cloud.google.com/bigquery/docs/reference/rest has them. */
export const ROW_MESSAGES: MessageTexts = {
  AuditConfig: 'auditLogConfigs:AuditLogConfig[] service',
  AuditLogConfig: 'exemptedMembers:string[] logType',
  Binding: 'condition:Expr members:string[] role',
  Expr: 'description expression location title',
  GetIamPolicyRequest: 'options:GetPolicyOptions',
  GetPolicyOptions: 'requestedPolicyVersion:integer',
  Policy: 'auditConfigs:AuditConfig[] bindings:Binding[] etag version:integer',
  SetIamPolicyRequest: 'policy:Policy updateMask',
  TableDataInsertAllRequest: 'ignoreUnknownValues:boolean kind rows:any[] skipInvalidRows:boolean templateSuffix traceId',
  TestIamPermissionsRequest: 'permissions:string[]',
};
