Feature: Actions
  What runs when a job has ended.

  @R9
  Scenario: success and failure have lists of their own
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{
        "When": { "Dest": "orders" },
        "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/done" } }],
        "OnFailure": [{ "Action": "move", "Request": { "SourceURL": "gs://landing/bad", "DestURL": "gs://landing/errors" } }]
      }] }
      """
    And the object "gs://landing/done"
    And the object "gs://landing/bad"
    When the load job "j1" of "gs://landing/bad" into "sales.orders" fails with "no such field"
    Then the outcome is "ok"
    And the bucket "landing" holds exactly
      | done       |
      | errors/bad |
    And the record "gs://ops/journal/2024-03-01_09/j1-job.json" says
      """
      { "Status": "ok", "JobError": { "message": "no such field" }, "Actions": [{ "Action": "move", "Status": "ok" }] }
      """

  @R9
  Scenario: the first action that fails stops the list
    Given a route on "orders" that on success runs
      """
      [
        { "Action": "delete", "Request": { "SourceURL": "gs://landing/a" } },
        { "Action": "move", "Request": { "SourceURL": "gs://landing/missing", "DestURL": "gs://landing/x" } },
        { "Action": "delete", "Request": { "SourceURL": "gs://landing/b" } }
      ]
      """
    And the object "gs://landing/a"
    And the object "gs://landing/b"
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "NOT_FOUND"
    And the actions are
      | action | status |
      | delete | ok     |
      | move   | error  |
      | delete | notRun |
    And the object "gs://landing/b" exists
    And the object "gs://ops/errors/2024-03-01_09/j1-job.json" exists

  @R10
  Scenario: a route on Dest works on the job's destination table
    Given a route on "sales\.orders$" that on success runs
      """
      [
        { "Action": "copy", "Request": { "Dest": "sales.orders_copy" } },
        { "Action": "export", "Request": { "DestURL": "gs://exports/orders.json" } }
      ]
      """
    And the bucket "exports"
    And the table "sales.orders" with the rows
      | id INTEGER | tags STRING REPEATED |
      | 1          | ["a", "b"]           |
      | 2          | []                   |
    When the query job "j1" into "sales.orders" completes
    Then the outcome is "ok"
    And the table "sales.orders_copy" holds
      """
      {"id":"1","tags":["a","b"]}
      {"id":"2","tags":[]}
      """
    And the object "gs://exports/orders.json" holds the rows
      """
      {"id":"1","tags":["a","b"]}
      {"id":"2","tags":[]}
      """

  @R10
  Scenario: a route on Source alone works on the job's source table
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{
        "When": { "Source": "sales\\.orders$", "Type": "EXTRACT" },
        "OnSuccess": [{ "Action": "copy", "Request": { "Dest": "sales.again" } }]
      }] }
      """
    And the table "sales.orders" with the rows
      | id INTEGER |
      | 1          |
    When the extract job "j1" of "sales.orders" to "gs://exports/x.json" completes
    Then the outcome is "ok"
    And the table "sales.again" holds
      """
      {"id":"1"}
      """

  @R10
  Scenario: a route on Source and Dest works on the destination
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{
        "When": { "Source": "sales\\.raw$", "Dest": "sales\\.orders$" },
        "OnSuccess": [{ "Action": "copy", "Request": { "Dest": "sales.again" } }]
      }] }
      """
    And the table "sales.raw" with the rows
      | id INTEGER |
      | 1          |
    And the table "sales.orders" with the rows
      | id INTEGER |
      | 2          |
    When the copy job "j1" of "sales.raw" into "sales.orders" completes
    Then the outcome is "ok"
    And the table "sales.again" holds
      """
      {"id":"2"}
      """

  @R10
  Scenario: a source that is no table is an error that says so
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{
        "When": { "Source": "gs://landing/" },
        "OnSuccess": [{ "Action": "export", "Request": { "DestURL": "gs://landing/x.json" } }]
      }] }
      """
    When the load job "j1" of "gs://landing/orders.json" into "sales.orders" completes
    Then the outcome is "error" with the code "SOURCE_NOT_A_TABLE"
    And the error says "gs://landing/orders.json"

  @R10
  Scenario: move and delete without a URL take what the job loaded
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{
        "When": { "Dest": "orders" },
        "OnSuccess": [{ "Action": "delete" }],
        "OnFailure": [{ "Action": "move", "Request": { "DestURL": "gs://landing/errors/" } }]
      }] }
      """
    And the objects
      | gs://landing/1.json |
      | gs://landing/2.json |
      | gs://landing/3.json |
    When the load job "j1" of "gs://landing/1.json" into "sales.orders" completes
    And the load job "j2" of "gs://landing/2.json,gs://landing/3.json" into "sales.orders" fails with "bad"
    Then the bucket "landing" holds exactly
      | errors/2.json |
      | errors/3.json |

  @R10
  Scenario: a wildcard that was loaded takes the files that were there when the load began
    Given a route on "orders" that on success runs
      """
      [{ "Action": "delete" }]
      """
    And the object "gs://landing/orders/1.json"
    And the object "gs://landing/orders/sub/2.json"
    And the object "gs://landing/returns/3.json"
    And the object "gs://landing/orders/late.json" is uploaded after the job began
    When the load job "j1" of "gs://landing/orders/*.json" into "sales.orders" completes
    Then the bucket "landing" holds exactly
      | orders/late.json |
      | returns/3.json   |

  @R10
  Scenario: a query job has nothing to move or delete
    Given a route on "orders" that on success runs
      """
      [{ "Action": "delete" }]
      """
    When the query job "j1" into "sales.orders" completes
    Then the outcome is "error" with the code "SOURCE_MISSING"

  @R11
  Scenario: keys count without regard to case
    Given a route on "orders" that on success runs
      """
      [{ "action": "DELETE", "request": { "sourceUrl": "gs://landing/a" }, "Info": { "Owner": "me" }, "Meta": 1 }]
      """
    And the object "gs://landing/a"
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "ok"
    And the object "gs://landing/a" is gone

  @R11
  Scenario: what BqTail writes into task files is kept in the record
    Given tasks lie in "gs://ops/tasks/"
    And the object "gs://ops/tasks/j-dispatch.json" with
      """
      { "Action": "load", "Request": { "any": 1 }, "Job": { "x": [2] }, "Info": { "Owner": "me" }, "Meta": { "m": true }, "OnSuccess": [] }
      """
    When the load job "j-dispatch" of "gs://landing/a" into "sales.orders" completes
    Then the record "gs://ops/journal/2024-03-01_09/j-dispatch-job.json" says
      """
      { "Task": { "Action": "load", "Request": { "any": 1 }, "Job": { "x": [2] }, "Info": { "Owner": "me" }, "Meta": { "m": true } } }
      """

  @R13
  Scenario: an action that asks for a table is skipped without it
    Given a route on "orders" that on success runs
      """
      [
        { "Action": "delete", "When": { "Exists": "sales.flag" }, "Request": { "SourceURL": "gs://landing/a" } },
        { "Action": "delete", "When": { "Exists": "sales.orders" }, "Request": { "SourceURL": "gs://landing/b" } }
      ]
      """
    And the objects
      | gs://landing/a |
      | gs://landing/b |
    And the table "sales.orders" with the rows
      | id INTEGER |
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "ok"
    And the actions are
      | action | status  |
      | delete | skipped |
      | delete | ok      |
    And the object "gs://landing/a" exists

  @R15
  Scenario: the second try of an action meets the job of the first
    Given a route on "orders$" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.copied", "Append": true } }]
      """
    And the table "sales.orders" with the rows
      | id INTEGER |
      | 1          |
    When the run of the query job "j1" into "sales.orders" dies after it started its first job
    And the lease has run out
    And the event arrives again
    Then the outcome is "ok"
    And the actions of "j1" started 1 job
    And the table "sales.copied" holds
      """
      {"id":"1"}
      """

  @R15
  Scenario: the ID of an action's job stays within BigQuery's limits, however long the parent's
    Given a route on "orders$" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.copied" } }]
      """
    And the table "sales.orders" with the rows
      | id INTEGER |
    When the query job with an ID of 1024 characters into "sales.orders" completes
    Then the outcome is "ok"
    And the action job has an ID of BigQuery's form that asks for no task

  @R16
  Scenario: a file that was uploaded anew is left alone
    Given a route on "orders" that on success runs
      """
      [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/a" } }]
      """
    And the object "gs://landing/a"
    When the run of the load job "j1" of "gs://landing/a" into "sales.orders" dies after its claim
    And the object "gs://landing/a" is uploaded anew with "newer"
    And the lease has run out
    And the event arrives again
    Then the outcome is "ok"
    And the object "gs://landing/a" holds "newer"

  @R16
  Scenario Outline: a file that is uploaded anew while it is <done> is left alone
    Given a route on "orders" that on success runs
      """
      [{ "Action": "<action>", "Request": { "SourceURL": "gs://landing/a"<more> } }]
      """
    And the object "gs://landing/a"
    When the object "gs://landing/a" is uploaded anew with "newer" right before the load job "j1" into "sales.orders" has it removed
    Then it is answered "ok"
    And the object "gs://landing/a" holds "newer"

    Examples:
      | done    | action | more                               |
      | deleted | delete |                                    |
      | moved   | move   | , "DestURL": "gs://landing/errors" |

  @R16
  Scenario: deleting what is gone and moving what was moved succeed
    Given a route on "orders" that on success runs
      """
      [
        { "Action": "delete", "Request": { "URLs": ["gs://landing/gone", "gs://landing/gone"] } },
        { "Action": "move", "Request": { "SourceURL": "gs://landing/moved", "DestURL": "gs://landing/done" } }
      ]
      """
    And the object "gs://landing/done/moved"
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "ok"

  Scenario: a later action takes what an earlier one of the same run wrote
    Given a route on "orders$" that on success runs
      """
      [
        { "Action": "export", "Request": { "DestURL": "gs://exports/new/orders.csv" } },
        { "Action": "move", "Request": { "SourceURL": "gs://exports/new/orders.csv", "DestURL": "gs://exports/ready.csv", "IsDestAbsoluteURL": true } }
      ]
      """
    And the bucket "exports"
    And the table "sales.orders" with the rows
      | id INTEGER | name STRING |
      | 1          | "tea, black" |
    When the query job "j1" into "sales.orders" completes
    Then the outcome is "ok"
    And the bucket "exports" holds exactly
      | ready.csv |
    And the object "gs://exports/ready.csv" holds the rows
      """
      id,name
      1,"tea, black"
      """

  Scenario: two objects are not moved to one name
    Given a route on "orders" that on success runs
      """
      [{ "Action": "move", "Request": { "SourceURLs": ["gs://landing/a", "gs://landing/b"], "DestURL": "gs://landing/x", "IsDestAbsoluteURL": true } }]
      """
    And the objects
      | gs://landing/a |
      | gs://landing/b |
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "INVALID_VALUE"
    And the bucket "landing" holds exactly
      | a |
      | b |

  Scenario: an object moved onto itself stays
    Given a route on "orders" that on success runs
      """
      [{ "Action": "move", "Request": { "SourceURL": "gs://landing/a", "DestURL": "gs://landing" } }]
      """
    And the object "gs://landing/a" with
      """
      precious
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "ok"
    And the object "gs://landing/a" holds "precious"

  Scenario: a copy that an action started can itself be matched by a route
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [
        { "When": { "Dest": "sales\\.orders$" }, "OnSuccess": [{ "Action": "copy", "Request": { "Dest": "sales.step_2" } }] },
        { "When": { "Dest": "sales\\.step_2$", "Type": "COPY" }, "OnSuccess": [{ "Action": "export", "Request": { "DestURL": "gs://exports/end.json" } }] }
      ] }
      """
    And the bucket "exports"
    And the table "sales.orders" with the rows
      | id INTEGER |
      | 7          |
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the job "j1--0-copy-" was answered "ok"
    And the object "gs://exports/end.json" holds the rows
      """
      {"id":"7"}
      """

  Scenario: a route that matches the jobs of its own actions is stopped
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{
        "When": { "Source": "sales\\.orders$" },
        "OnSuccess": [{ "Action": "copy", "Request": { "Dest": "sales.again" } }]
      }] }
      """
    And the table "sales.orders" with the rows
      | id INTEGER |
    When the copy job "j1" of "sales.orders" into "sales.elsewhere" completes
    Then the job "j1--0-copy-" was answered "error"

  Scenario: a copy partition by partition
    Given a route on "orders$" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.by_day", "MultiPartition": true } }]
      """
    And the table "sales.orders" is partitioned by "day" with the rows
      | id INTEGER | day DATE     |
      | 1          | "2024-03-01" |
      | 2          | "2024-03-02" |
      | 3          | "2024-03-01" |
      | 4          | null         |
    When the query job "j1" into "sales.orders" completes
    Then the outcome is "ok"
    And the actions of "j1" started 3 jobs
    And the table "sales.by_day" holds
      """
      {"id":"1","day":"2024-03-01"}
      {"id":"3","day":"2024-03-01"}
      {"id":"2","day":"2024-03-02"}
      {"id":"4"}
      """

  Scenario: a partition that is named is the only one copied
    Given a route on "orders" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.one_day", "MultiPartition": true } }]
      """
    And the table "sales.orders" is partitioned by "day" with the rows
      | id INTEGER | day DATE     |
      | 1          | "2024-03-01" |
      | 2          | "2024-03-02" |
    When the query job "j1" into "sales.orders$20240301" completes
    Then the outcome is "ok"
    And the table "sales.one_day" holds
      """
      {"id":"1","day":"2024-03-01"}
      """

  Scenario: partitions that would replace each other are not copied
    Given a route on "orders" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.other${DollarSign}20240301", "MultiPartition": true } }]
      """
    And the table "sales.orders" is partitioned by "day" with the rows
      | id INTEGER | day DATE     |
      | 1          | "2024-03-01" |
      | 2          | "2024-03-02" |
    When the query job "j1" into "sales.orders" completes
    Then the outcome is "error" with the code "INVALID_VALUE"
    And the table "sales.other" does not exist

  Scenario: a table without partitions is copied as a whole
    Given a route on "orders$" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.by_day", "MultiPartition": true } }]
      """
    And the table "sales.orders" with the rows
      | id INTEGER |
      | 1          |
    When the query job "j1" into "sales.orders" completes
    Then the outcome is "ok"
    And the table "sales.by_day" holds
      """
      {"id":"1"}
      """

  Scenario: an object that a name and a wildcard both mean is moved once
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{
        "When": { "Dest": "orders" }, "OnSuccess": [{ "Action": "move", "Request": { "DestURL": "gs://landing/done" } }]
      }] }
      """
    And the object "gs://landing/o1"
    And the object "gs://landing/o2"
    When the load job "j1" of "gs://landing/o*,gs://landing/o1" into "sales.orders" completes
    Then the bucket "landing" holds exactly
      | done/o1 |
      | done/o2 |

  Scenario: what was loaded from elsewhere is recorded as an error
    Given a route on "orders" that on success runs
      """
      [{ "Action": "delete" }]
      """
    When the load job "j1" of "s3://elsewhere/a" into "sales.orders" completes
    Then the outcome is "error" with the code "INVALID_GS_URL"
    And the object "gs://ops/errors/2024-03-01_09/j1-job.json" exists

  Scenario: a copy into a table like another
    Given a route on "orders$" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.copied", "Template": "sales.model", "Append": true } }]
      """
    And the table "sales.orders" with the rows
      | id INTEGER |
      | 1          |
    And the table "sales.model" with the rows
      | id INTEGER |
      | 9          |
    When the query job "j1" into "sales.orders" completes
    Then the outcome is "ok"
    And the table "sales.copied" holds
      """
      {"id":"1"}
      """

  Scenario: a job of an action that fails is told with BigQuery's reason
    Given a route on "orders$" that on success runs
      """
      [{ "Action": "copy", "Request": { "Source": "sales.missing", "Dest": "sales.copied" } }]
      """
    And the dataset "sales"
    When the query job "j1" into "sales.orders" completes
    Then the outcome is "error" with the code "JOB_FAILED"
    And the error says "Not found: Table shop:sales.missing"
    And the table "sales.copied" does not exist

  @R12
  Scenario: a copy takes the partitions that SQL names
    Given the table "sales.days" is partitioned by "day" with the rows
      | n INTEGER | day DATE     |
      | 1         | "2024-03-01" |
      | 2         | "2024-03-02" |
      | 3         | "2024-03-03" |
    And a route on "sales.days" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.some", "PartitionSQL": "SELECT DISTINCT FORMAT_DATE('%Y%m%d', day) AS partition_id FROM $DestTable WHERE n > 1" } }]
      """
    When the load job "j1" of "gs://landing/a" into "sales.days" completes
    Then the outcome is "ok"
    And the table "sales.some" holds
      """
      {"n":"2","day":"2024-03-02"}
      {"n":"3","day":"2024-03-03"}
      """
