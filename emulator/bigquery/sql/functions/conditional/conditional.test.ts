import { testExpressions } from '../test-bed';

testExpressions('conditions and errors', [
  ['IF(TRUE, 1, 2.5)', '1.0'],
  ['IFNULL(NULL, 0)', '0'],
  ['COALESCE(NULL, NULL, 3)', '3'],
  ['NULLIF(0, 0)', 'NULL'],
  ['NULLIF(1, 0)', '1'],
  ['ZEROIFNULL(NULL)', '0'],
  ['NULLIFZERO(0)', 'NULL'],
  ['LENGTH(GENERATE_UUID())', '36'],
  ['SESSION_USER()', '"someone@example.com"'],
  ['IF(TRUE, \'a\', ERROR(\'x\'))', '"a"'],
  ['ERROR(\'boom\')', 'ERR boom'],
  ['IF(TRUE, \'a\', ERROR(\'x\'))', '"a"'],
  ['IF(FALSE, DATE \'2020-01-01\', ERROR(\'boom\'))', 'ERR boom'],
  ['COALESCE(NULL, ERROR(\'x\'))', 'ERR x'],
]);
