Feature: Chains
  An action may carry actions of its own, which follow when it has ended.

  Background:
    Given tasks lie in "gs://ops/tasks/"
    And the dataset "sales"
    And the object "gs://landing/orders.json" with
      """
      {"id":1,"price":10}
      {"id":2,"price":5}
      """

  @R14
  Scenario: follow-ups run in line
    Given a route on "sales.raw" that on success runs
      """
      [{ "Action": "load", "Request": { "sourceUris": "$LoadURIs", "destinationTable": { "datasetId": "sales", "tableId": "orders" }, "autodetect": true },
         "OnSuccess": [
           { "Action": "query", "Request": { "SQL": "SELECT SUM(price) AS total FROM sales.orders", "Dest": "sales.totals" },
             "OnSuccess": [{ "Action": "export", "Request": { "DestURL": "gs://landing/totals.json" } }] },
           { "Action": "delete" }
         ] }]
      """
    When the load job "load_1" of "gs://landing/orders.json" into "sales.raw" completes
    Then the outcome is "ok"
    And the actions are
      | action | status | position                  |
      | load   | ok     | 0                         |
      | query  | ok     | 0.OnSuccess.0             |
      | export | ok     | 0.OnSuccess.0.OnSuccess.0 |
      | delete | ok     | 0.OnSuccess.1             |
    And the object "gs://landing/totals.json" holds the rows
      """
      {"total":"15"}
      """
    And the object "gs://landing/orders.json" is gone

  @R14
  Scenario: follow-ups inside the request, as early BqTail had them
    Given a route on "sales.raw" that on success runs
      """
      [{ "Action": "query", "Request": { "SQL": "SELECT 1 AS a", "Dest": "sales.one",
         "OnSuccess": [{ "Action": "copy", "Request": { "Dest": "sales.two" } }] } }]
      """
    When the load job "load_1" of "gs://landing/orders.json" into "sales.raw" completes
    Then the outcome is "ok"
    And the table "sales.two" holds
      """
      {"a":"1"}
      """

  @R14 @R9
  Scenario: a failure runs OnFailure and stops the list
    Given a route on "sales.raw" that on success runs
      """
      [{ "Action": "query", "Request": { "SQL": "SELECT nothing", "Dest": "sales.one" },
         "OnSuccess": [{ "Action": "drop", "Request": { "Table": "sales.raw" } }],
         "OnFailure": [{ "Action": "query", "Request": { "SQL": "SELECT @Error AS why", "Dest": "sales.faults" } }] },
       { "Action": "delete" }]
      """
    When the load job "load_1" of "gs://landing/orders.json" into "sales.raw" completes
    Then the outcome is "error" with the code "JOB_FAILED"
    And the actions are
      | action | status | position      |
      | query  | error  | 0             |
      | query  | ok     | 0.OnFailure.0 |
      | delete | notRun | 1             |

  @R14 @R15 @R19
  Scenario Outline: an asynchronous chain, driven by the events of its jobs
    Given <delivery>
    And a route on "sales.raw" that on success runs
      """
      [{ "Action": "load", "Async": true, "Request": { "sourceUris": "$LoadURIs", "Dest": "sales.orders", "autodetect": true },
         "OnSuccess": [{ "Action": "query", "Request": { "SQL": "SELECT '$JobID' AS root, SUM(price) AS total FROM $DestTable", "Dest": "sales.totals" },
           "OnSuccess": [{ "Action": "export", "Request": { "DestURL": "gs://landing/totals-$JobID.json" },
             "OnSuccess": [{ "Action": "delete", "Request": { "URLs": "$LoadURIs" } }] }] }] }]
      """
    And the table "sales.raw" with the rows
      | id INTEGER | price INTEGER |
      | 1          | 20            |
    When the load job "load_1" of "gs://landing/orders.json" into "sales.raw" completes
    Then 4 jobs were dispatched with "ok", each once
    And each job that was dispatched has its record
    And the table "sales.orders" holds
      """
      {"id":"1","price":"10"}
      {"id":"2","price":"5"}
      """
    And the object "gs://landing/totals-load_1.json" holds the rows
      """
      {"root":"load_1","total":"20"}
      """
    And the object "gs://landing/orders.json" is gone
    And no task is left in "gs://ops/tasks/"

    Examples:
      | delivery                                          |
      | the bucket "landing"                              |
      | every event is delivered twice and in any order   |

  @R14
  Scenario: the failure of an asynchronous action continues with its OnFailure
    Given a route on "sales.raw" that on success runs
      """
      [{ "Action": "copy", "Async": true, "Request": { "Source": "sales.absent", "Dest": "sales.copy" },
         "OnSuccess": [{ "Action": "delete" }],
         "OnFailure": [{ "Action": "move", "Request": { "SourceURL": "$SourceURI", "DestURL": "gs://landing/failed" } }] }]
      """
    When the load job "load_1" of "gs://landing/orders.json" into "sales.raw" completes
    Then the object "gs://landing/failed/orders.json" exists
    And no task is left in "gs://ops/tasks/"

  @R14
  Scenario: an asynchronous action that is refused at its start
    Given a route on "sales.raw" that on success runs
      """
      [{ "Action": "query", "Async": true, "Request": { "SQL": "SELECT 1", "UseLegacy": true },
         "OnFailure": [{ "Action": "delete" }] }]
      """
    When the load job "load_1" of "gs://landing/orders.json" into "sales.raw" completes
    Then the outcome is "error" with the code "UNSUPPORTED"
    And the object "gs://landing/orders.json" is gone
    And no task is left in "gs://ops/tasks/"

  @R16
  Scenario: a chain takes the objects that its root job saw
    Given a route on "sales.raw" that on success runs
      """
      [{ "Action": "load", "Async": true, "Request": { "sourceUris": "$LoadURIs", "Dest": "sales.orders", "autodetect": true },
         "OnSuccess": [{ "Action": "delete", "Request": { "URLs": "$LoadURIs" } }] }]
      """
    When the load job "load_1" of "gs://landing/orders.json" into "sales.raw" completes and "gs://landing/orders.json" is uploaded anew before its first action job ends
    Then the object "gs://landing/orders.json" exists

  @R17
  Scenario: the result of an action is in the variables of the next
    Given a route on "sales.raw" that on success runs
      """
      [{ "Action": "tableExists", "Request": { "Table": "sales.raw" } },
       { "Action": "query", "Request": { "SQL": "SELECT '$Response' AS answer", "Dest": "sales.answers" } }]
      """
    When the load job "load_1" of "gs://landing/orders.json" into "sales.raw" completes
    Then the table "sales.answers" holds
      """
      {"answer":"false"}
      """

  @R19
  Scenario: text that a job supplies stays text in SQL, also after a task file
    Given the object "gs://landing/it's $JobID.json" with
      """
      {"id":1}
      """
    And a route on "sales.raw" that on success runs
      """
      [{ "Action": "query", "Async": true, "Request": { "SQL": "SELECT 1 AS a", "Dest": "sales.one" },
         "OnSuccess": [{ "Action": "query", "Request": { "SQL": "SELECT '$SourceURI' AS quoted, @SourceURI AS parameter", "Dest": "sales.names" } }] }]
      """
    When the load job "load_1" of "gs://landing/it's $JobID.json" into "sales.raw" completes
    Then the table "sales.names" holds
      """
      {"quoted":"gs://landing/it's $JobID.json","parameter":"gs://landing/it's $JobID.json"}
      """

  @R11 @R14
  Scenario: a task in BqTail's own form
    Given the table "sales.orders" with the rows
      | id INTEGER | price INTEGER |
      | 1          | 10            |
    And the object "gs://ops/tasks/temp/orders_850/850/dispatch.json" with
      """
      {
        "Async": true,
        "Action": "load",
        "Request": { "sourceUris": ["gs://landing/orders.json"] },
        "Job": { "jobReference": { "projectId": "shop", "jobId": "temp--orders_850--850--dispatch" } },
        "Info": { "Workflow": "orders", "Contact": { "Team": "data" } },
        "OnSuccess": [
          { "Action": "query",
            "Request": {
              "SQL": "SELECT id, price * 2 AS price FROM `sales.orders`", "Dest": "sales.doubled", "Append": false,
              "OnSuccess": [
                { "Action": "copy", "Request": { "Source": "sales.doubled", "Dest": "sales.final", "Append": false }, "Meta": { "Step": 2 },
                  "OnSuccess": [{ "Action": "delete", "Request": { "URLs": "$LoadURIs" } }] }
              ]
            } }
        ],
        "OnFailure": [
          { "Action": "move", "Request": { "SourceURLs": "$LoadURIs", "DestURL": "gs://landing/errors/orders.json", "IsDestAbsoluteURL": true } }
        ]
      }
      """
    When the load job "temp--orders_850--850--dispatch" of "gs://landing/orders.json" into "sales.orders" completes
    Then the outcome is "ok"
    And the table "sales.final" holds
      """
      {"id":"1","price":"20"}
      """
    And the object "gs://landing/orders.json" is gone
    And no task is left in "gs://ops/tasks/"

  @R23 @R14
  Scenario: a crash between any two steps of a chain loses nothing
    Given the table "sales.orders" with the rows
      | id INTEGER | price INTEGER |
      | 1          | 10            |
    And a route on "sales.orders$" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.kept" },
         "OnSuccess": [{ "Action": "export", "Async": true, "Request": { "Source": "sales.kept", "DestURL": "gs://landing/kept.json" },
           "OnSuccess": [{ "Action": "delete", "Request": { "URLs": "$LoadURIs" } }] }] },
       { "Action": "copy", "Request": { "Source": "sales.absent", "Dest": "sales.nothing" },
         "OnFailure": [{ "Action": "copy", "Request": { "Dest": "sales.after_failure" } }] }]
      """
    When the run of the load job "load_1" of "gs://landing/orders.json" into "sales.orders" dies at any call and is gone on with
    Then every end is that of an undisturbed run
