Feature: The step library
  Steps that users have and that no other scenario here needs.

  Background:
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [
        { "Name": "marts", "When": { "Dest": ":mart\\." },
          "OnSuccess": [{ "Action": "export", "Request": { "DestURL": "gs://ops/mart.csv" } }],
          "OnFailure": [
            { "Action": "drop", "Request": { "Table": "mart.old" }, "When": { "Exists": "mart.old" } },
            { "Action": "notify", "Request": { "Channels": ["#data"], "Title": "$DestTable", "Message": "$Error", "Token": "t" } },
            { "Action": "call", "Request": { "URL": "https://api.example.com/failed" } },
            { "Action": "push", "Request": { "Topic": "failures", "Message": "$JobID" } }
          ] },
        { "Name": "files", "When": { "Type": "EXTRACT", "Source": ":raw\\." }, "OnFailure": [{ "Action": "delete", "Request": { "SourceURL": "gs://ops/half.csv" } }] }
      ] }
      """
    And the table "raw.orders" with rows
      | id INTEGER REQUIRED | item STRING | tags STRING REPEATED |
      | 1                   | lamp        | ["a","b"]            |
      | 2                   | desk        |                      |
    And the dataset "mart"

  Scenario: a query that BigQuery runs into a table
    When the query job "q1" into "mart.items" runs
      """
      SELECT id, item FROM raw.orders
      """
    Then the route "marts" matched
    And 1 job was dispatched
    And the table "mart.items" exists
    And the table "mart.items" has the columns
      | name | type    |
      | id   | INTEGER |
      | item | STRING  |
    And the table "mart.items" has the rows in any order
      | item |
      | desk |
      | lamp |
    And the object "gs://ops/mart.csv" has 2 rows
    And the object "gs://ops/mart.csv" contains "2,desk"

  Scenario: copies and extracts that BigQuery runs
    When the copy job "c1" of "raw.orders" into "mart.orders" runs
    Then the outcome is "error"
    When the copy job "c2" of "raw.orders" into "mart.orders" fails with "no room"
    Then the outcome is "ok"
    And the channel "#data" is told "no room"
    When the query job "q1" into "mart.orders" fails with "no such column"
    Then the channel "#data" is told "no such column"
    And the URL "https://api.example.com/failed" is called 2 times
    And the topic "failures" gets 2 messages
    And the action "drop" was skipped
    And 3 jobs were dispatched

  Scenario: rows by the content of an object whose name tells nothing
    Given the object "gs://ops/o" with rows
      | id | item |
      | 1  | lamp |
      | 2  | desk |
      | 3  |      |
    Then the object "gs://ops/o" has 3 rows
    Given the object "gs://ops/half.csv"
    When the extract job "x1" of "raw.orders" to "gs://ops/orders" fails with "stopped"
    Then route 1 matched
    And the object "gs://ops/half.csv" is gone

  Scenario: an extract without columns of repeated values is a CSV without an ending
    Given the table "raw.names" with rows
      | id | item |
      | 1  | lamp |
    When the extract job "x1" of "raw.names" to "gs://ops/names" runs
    Then the object "gs://ops/names" has 1 row

  Scenario: time goes on where a scenario says so
    Given it is "2024-03-05T10:00:00Z"
    When the load job "l1" of "gs://ops/a.json" into "mart.t" fails with "late"
    Then the record "gs://ops/journal/2024-03-05_09/l1-job.json" says
      """
      { "Status": "ok" }
      """
    When 1 day passes
    And 2 hours pass
    And the load job "l2" of "gs://ops/a.json" into "mart.t" fails with "later"
    Then the object "gs://ops/journal/2024-03-06_11/l2-job.json" exists

  Scenario: loads into a table that is there go by its columns
    Given the object "gs://ops/more.json" with rows
      | id | item |
      | 3  | sofa |
    And the object "gs://ops/more.csv" with
      """
      "ID",item
      4,rug
      """
    And the table "raw.names" with rows
      | id INTEGER REQUIRED | item STRING |
      | 1                   | lamp        |
    When the load job "l1" of "gs://ops/more.json" into "raw.orders" runs
    And the load job "l2" of "gs://ops/m*.csv" into "raw.names" runs
    Then the table "raw.orders" has the rows in any order
      | id | item |
      | 1  | lamp |
      | 2  | desk |
      | 3  | sofa |
    And the table "raw.names" has the rows in any order
      | id | item |
      | 1  | lamp |
      | 4  | rug  |
    And the table "raw.orders" has the columns
      | name | mode     |
      | id   | REQUIRED |
      | item | NULLABLE |
      | tags | REPEATED |
