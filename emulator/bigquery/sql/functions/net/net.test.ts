import { testExpressions } from '../test-bed';

testExpressions('network functions', [
  ['NET.IP_TO_STRING(b\'\\x00\\x00\\x00\\x00\')', '"0.0.0.0"'],
  ['NET.IP_FROM_STRING(\'48.49.50.51\')', 'b"0123"'],
  ['NET.IP_FROM_STRING(\'::1\')', 'b"\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01"'],
  ['NET.IP_TO_STRING(NET.IP_FROM_STRING(\'3031:3233:3435:3637:3839:4041:4243:4445\'))', '"3031:3233:3435:3637:3839:4041:4243:4445"'],
  ['NET.IP_TO_STRING(NET.IP_FROM_STRING(\'::ffff:192.0.2.128\'))', '"::ffff:192.0.2.128"'],
  ['NET.IP_TO_STRING(NET.IP_FROM_STRING(\'2001:db8::1\'))', '"2001:db8::1"'],
  ['NET.IP_NET_MASK(4, 20)', 'b"\\xff\\xff\\xf0\\x00"'],
  ['NET.IP_TRUNC(b\'\\xaa\\xbb\\xcc\\xdd\', 11)', 'b"\\xaa\\xa0\\x00\\x00"'],
  ['NET.IPV4_FROM_INT64(-2)', 'b"\\xff\\xff\\xff\\xfe"'],
  ['NET.IPV4_TO_INT64(b\'\\x00\\xab\\xcd\\xef\')', '11259375'],
  ['NET.SAFE_IP_FROM_STRING(\'48.49.50.51/32\')', 'NULL'],
  ['NET.HOST(\'http://abc.xyz\')', '"abc.xyz"'],
  ['NET.HOST(\'//user:password@a.b:80/path?query\')', '"a.b"'],
  ['NET.HOST(\'https://[::1]:80\')', '"[::1]"'],
  ['NET.HOST(\'http://例子.卷筒纸.中国\')', '"例子.卷筒纸.中国"'],
  ['NET.HOST(\'    www.Example.Co.UK    \')', '"www.Example.Co.UK"'],
  ['NET.HOST(\'mailto:?to=&subject=&body=\')', '"mailto"'],
]);
