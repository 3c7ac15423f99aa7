@command
Feature: The command
  `npm run emulate` replays a workspace as one command.

  Scenario: the demo shows all four actions
    When "emulate -- --once --json" is run
    Then it exits with 0
    And stdout has one response a line
    And the actions "move export delete export copy" were "ok" in this order

  Scenario: a second run of the same events changes nothing
    When "emulate -- --once --export <folder>/first" is run
    And "emulate -- --once --json --workspace <folder>/first --export <folder>/second" is run
    Then it exits with 0
    And every response that matched is "duplicate"
    And the folders "first" and "second" are the same
    And the file "first/buckets/demo-bucket/export/my_table.json.gz" unzipped is "first/datasets/demo-project/mydataset/my_table_v2.ndjson"
    And the file "first/datasets/demo-project/mydataset/my_table_v4.ndjson" is "first/datasets/demo-project/mydataset/my_table_v3.ndjson"

  Scenario: an outcome that is an error
    Given the workspace file "dispatch.json" with
      """
      { "DeferTaskURL": "gs://ops/tasks/" }
      """
    And the workspace file "events/e.ndjson" with
      """
      not an event
      {"jobReference":{"projectId":"shop","jobId":"x-dispatch","location":"US"},"configuration":{"load":{}},"status":{"state":"DONE"}}
      {"jobReference":{"projectId":"shop","jobId":"y","location":"US"},"configuration":{"load":{}},"status":{"state":"DONE"}}
      """
    When "emulate -- --once --json --workspace <folder>" is run
    Then it exits with 1
    And the responses are
      | status  | code           |
      | error   | EVENT_INVALID  |
      | error   | TASK_NOT_FOUND |
      | noMatch |                |

  Scenario: a workspace that cannot be used is refused with all its faults
    Given the workspace file "dispatch.json" with
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Rutes": [] }
      """
    And the workspace file "variables.json" with
      """
      { "A": [] }
      """
    And the workspace file "datasets/shop/sales/t.schema.json" with
      """
      [{ "name": "id", "type": "INTEGR" }]
      """
    And the workspace file "datasets/shop/sales/u.schema.json" with
      """
      [{ "name": "id", "type": "INTEGER" }]
      """
    And the workspace file "datasets/shop/sales/u.ndjson" with
      """
      { "id": "one" }
      """
    When "emulate -- --once --workspace <folder>" is run
    Then it exits with 2
    And stdout is empty
    And stderr names
      | dispatch.json:1:38 UNKNOWN_FIELD                     |
      | variables.json:1:8 INVALID_VALUE                     |
      | datasets/shop/sales/t.schema.json:1:26 INVALID_VALUE |
      | datasets/shop/sales/u.ndjson:1:1 INVALID_VALUE       |
    And stderr shows no stack trace

  Scenario: a flag that does not exist
    When "emulate -- --wonce" is run
    Then it exits with 2
    And stderr names
      | USAGE |

  Scenario: a command runs against an emulator of its own
    When "emulate -- exec -- node -e fetch(process.env.STORAGE_EMULATOR_HOST+'/b/demo-bucket').then(r=>process.exit(r.status-193))" is run
    Then it exits with 7
    And stdout is empty

  Scenario: the environment for clients is all that is printed
    When "emulate -- env --port 9051 --project shop" is run
    Then it exits with 0
    And stdout is
      """
      export BIGQUERY_EMULATOR_HOST=http://127.0.0.1:9051
      export STORAGE_EMULATOR_HOST=http://127.0.0.1:9051
      export GOOGLE_CLOUD_PROJECT=shop
      export GCE_METADATA_HOST=127.0.0.1:9051
      export GCE_METADATA_IP=127.0.0.1:9051

      """

  Scenario: a port that is taken
    Given another program listens on a port
    When "emulate -- --port <port>" is run
    Then it exits with 2
    And stdout is empty
    And stderr names
      | PORT_TAKEN |

  Scenario: it stays up, watches and stops when told to
    Given the workspace file "dispatch.json" with
      """
      { "DeferTaskURL": "gs://ops/tasks/" }
      """
    When it is started on the workspace with "--json"
    And the workspace file "dispatch.json" is changed to
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{ "When": { "Type": "load" } }] }
      """
    And stderr comes to say "configuration loaded again: 1 route"
    And the workspace file "dispatch.json" is changed to
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{ "When": { "Type": "lod" } }] }
      """
    And stderr comes to say "keeping to what was loaded before"
    And the workspace file "events/late.json" is changed to
      """
      {"jobReference":{"projectId":"shop","jobId":"y","location":"US"},"configuration":{"load":{}},"status":{"state":"DONE"}}
      """
    And stdout comes to say "\"Status\":\"ok\""
    And it is told to stop
    Then it exits with 0
