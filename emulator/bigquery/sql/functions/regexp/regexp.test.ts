import { testExpressions } from '../test-bed';

testExpressions('regular expressions', [
  ['REGEXP_CONTAINS(\'foo@example.com\', r\'@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+\')', 'true'],
  ['REGEXP_CONTAINS(\'a\', \'(\')', 'ERR Cannot parse regular expression: missing ): ('],
  ['REGEXP_EXTRACT(\'foo@example.com\', r\'^[a-zA-Z0-9_.+-]+\')', '"foo"'],
  ['REGEXP_EXTRACT(\'foo@example.com\', r\'^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.([a-zA-Z0-9-.]+$)\')', '"com"'],
  ['REGEXP_EXTRACT(\'Hello Helloo and Hellooo\', \'H?ello+\', 1, 1)', '"Hello"'],
  ['REGEXP_EXTRACT(\'Hello Helloo and Hellooo\', \'H?ello+\', 2)', '"ello"'],
  ['REGEXP_EXTRACT(\'Hello Helloo and Hellooo\', \'H?ello+\', 3, 1)', '"Helloo"'],
  ['REGEXP_EXTRACT(\'Hello Helloo and Hellooo\', \'H?ello+\', 3, 2)', '"Hellooo"'],
  ['REGEXP_EXTRACT(\'Hello Helloo and Hellooo\', \'H?ello+\', 3, 3)', 'NULL'],
  ['REGEXP_EXTRACT(\'Hello Helloo and Hellooo\', \'H?ello+\', 22, 1)', 'NULL'],
  ['REGEXP_EXTRACT_ALL(\'Try `func(x)` or `func(y)`\', \'`(.+?)`\')', '["func(x)", "func(y)"]'],
  ['REGEXP_EXTRACT(\'ab\', \'(a)(b)\')', 'ERR Regular expressions passed into extraction functions must not have more than 1 capturing group'],
  ['REGEXP_INSTR(\'ab@cd-ef\', \'@[^-]*\')', '3'],
  ['REGEXP_INSTR(\'ab@cd-ef@gh-\', \'@[^-]*\', 1, 2)', '9'],
  ['REGEXP_INSTR(\'a@cd-ef a@cd-ef\', \'@[^-]*\', 1, 2, 1)', '13'],
  ['REGEXP_REPLACE(\'# Heading\', r\'^# ([a-zA-Z0-9\\s]+$)\', r\'<h1>\\1</h1>\')', '"<h1>Heading</h1>"'],
  ['REGEXP_REPLACE(\'abc\', \'b|\', \'X\')', '"XaXcX"'],
  ['REGEXP_REPLACE(b\'abc\', b\'b\', b\'X\')', 'b"aXc"'],
  ['REGEXP_SUBSTR(\'Hello World Helloo\', \'H?ello+\', 1, 2)', '"Helloo"'],
]);
