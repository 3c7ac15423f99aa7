Feature: Routes
  Where there is no task, the first route whose filter holds decides.

  Background:
    Given the configuration
      """
      {
        "DeferTaskURL": "gs://ops/tasks/",
        "Routes": [
          { "When": {} , "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/never" } }] },
          { "Name": "orders", "When": { "Dest": "^shop:sales\\.orders$", "Type": "load" } },
          { "When": { "Dest": "sales\\.", "Type": "LOAD" } },
          { "When": { "Source": "gs://landing/returns/.+\\.json,gs://" } },
          { "When": { "Source": "FROM raw\\.orders WHERE" } },
          { "When": { "Dest": "gs://exports/" } },
          { "When": { "Source": "shop:sales\\.a,shop:sales\\.b" } },
          { "When": { "Type": "Copy" } }
        ]
      }
      """

  @R3
  Scenario: the first route that matches wins
    When the load job "j1" of "gs://landing/x" into "sales.orders" completes
    Then route 1 matched

  @R3
  Scenario: a task goes before every route
    Given the object "gs://ops/tasks/j-dispatch.json" with
      """
      { "OnSuccess": [] }
      """
    When the load job "j-dispatch" of "gs://landing/x" into "sales.orders" completes
    Then the task "gs://ops/tasks/j-dispatch.json" matched

  @R3
  Scenario: a job that asks for a task which is not there takes a route
    When the load job "j-dispatch" of "gs://landing/x" into "sales.orders" completes
    Then route 1 matched

  @R4
  Scenario: a pattern is searched anywhere, the type in any case, and every field must hold
    When the load job "j2" of "gs://landing/x" into "sales.orders_2" completes
    Then route 2 matched
    When the query job "j3" into "sales.orders" completes
    Then the outcome is "noMatch"

  @R4 @R7
  Scenario: an empty filter matches nothing, and no match writes nothing
    Given the contents of all buckets are noted
    When the query job "j4" into "other.table" completes
    Then the outcome is "noMatch"
    And nothing was written

  @R5
  Scenario: source and destination of each type of job
    When the load job "j5" of "gs://landing/returns/1.json,gs://landing/returns/2.json" into "x.y" completes
    Then route 3 matched
    When the query job "j6" with the SQL completes
      """
      SELECT id
      FROM raw.orders
      WHERE id > 5
      """
    Then route 4 matched
    When the extract job "j7" of "sales.orders" to "gs://archive/x.json,gs://exports/y.json" completes
    Then route 5 matched
    When the copy job "j8" of "sales.a,sales.b" into "x.y" completes
    Then route 6 matched
    When the copy job "j9" of "sales.b" into "x.y" completes
    Then route 7 matched
