import { callOf, scalarsOf } from '../define';
import type { FunctionDefinition } from '../function-definition';

const scalar = scalarsOf('Net');

export { ADDRESS_SCRIPT_FUNCTIONS as NET_SCRIPT_FUNCTIONS } from './addresses';

export const NET_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('NET.IP_FROM_STRING', { '(STRING) -> BYTES': callOf('bq_ip_from_string') }),
  scalar('NET.SAFE_IP_FROM_STRING', { '(STRING) -> BYTES': callOf('bq_safe_ip_from_string') }),
  scalar('NET.IP_TO_STRING', { '(BYTES) -> STRING': callOf('bq_ip_to_string') }),
  scalar('NET.IP_NET_MASK', { '(INT64, INT64) -> BYTES': callOf('bq_ip_net_mask') }),
  scalar('NET.IP_TRUNC', { '(BYTES, INT64) -> BYTES': callOf('bq_ip_trunc') }),
  scalar('NET.IPV4_FROM_INT64', { '(INT64) -> BYTES': callOf('bq_ipv4_from_int64') }),
  scalar('NET.IPV4_TO_INT64', { '(BYTES) -> INT64': callOf('bq_ipv4_to_int64') }),
  scalar('NET.HOST', { '(STRING) -> STRING': callOf('bq_net_host') }),
];
