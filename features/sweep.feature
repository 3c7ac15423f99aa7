Feature: The sweep, and running again
  What lost events leave is found and dispatched; what failed is run again on demand.

  Background:
    Given tasks lie in "gs://ops/tasks/"

  @R24
  Scenario: a task whose event never came
    Given the object "gs://ops/tasks/load/7/dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "delete" }] }
      """
    And the object "gs://landing/a"
    And BigQuery knows the finished load job "load--7--dispatch" of "gs://landing/a" into "sales.orders"
    When the sweep runs
    Then the sweep was answered
      """
      { "ok": 1 }
      """
    And the object "gs://landing/a" is gone
    And no task is left in "gs://ops/tasks/"
    When the sweep runs
    Then the sweep found 0 states, 0 tasks and 0 jobs

  @R24
  Scenario: a task says where its job lies
    Given the object "gs://ops/tasks/load-7-dispatch.json" with
      """
      { "ProjectID": "shop", "Location": "EU", "OnSuccess": [{ "Action": "delete" }] }
      """
    And the object "gs://landing/a"
    And BigQuery knows the finished load job "load-7-dispatch" of "gs://landing/a" into "sales.orders" in "EU"
    When the sweep runs
    Then the object "gs://landing/a" is gone

  @R24
  Scenario: a task whose job is not known yet is left alone
    Given the object "gs://ops/tasks/load-7-dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "delete" }] }
      """
    When the sweep runs
    Then the sweep waits for the job of "gs://ops/tasks/load-7-dispatch.json"
    And the object "gs://ops/tasks/load-7-dispatch.json" exists
    And the runs are
      | status  | job             |
      | waiting | load-7-dispatch |

  @R24
  Scenario: a run that died is gone on with when its lease is over
    Given a route on "orders" that on success runs
      """
      [{ "Action": "delete" }]
      """
    And the object "gs://landing/a"
    And BigQuery knows the finished load job "j1" of "gs://landing/a" into "sales.orders"
    When the run of the load job "j1" of "gs://landing/a" into "sales.orders" dies after its claim
    And the sweep runs
    Then the sweep found 0 states, 0 tasks and 1 jobs
    And the sweep was answered
      """
      { "retry": 1 }
      """
    And the object "gs://landing/a" exists
    And the runs are
      | status  | job |
      | running | j1  |
    When the lease has run out
    Then the runs are
      | status | job |
      | stuck  | j1  |
    When the sweep runs
    Then the sweep found 1 states, 0 tasks and 0 jobs
    And the sweep was answered
      """
      { "ok": 1 }
      """
    And the object "gs://landing/a" is gone

  @R24
  Scenario: a job that no event told of
    Given a route on "orders" that on success runs
      """
      [{ "Action": "copy", "Request": { "Dest": "sales.copied" } }]
      """
    And the table "sales.orders" with the rows
      | id INTEGER |
      | 1          |
    And BigQuery knows the finished load job "j1" of "gs://landing/a" into "sales.orders"
    When the sweep runs
    Then the sweep found 0 states, 0 tasks and 1 jobs
    And the sweep was answered
      """
      { "ok": 1 }
      """
    And the table "sales.copied" holds
      """
      {"id":"1"}
      """
    When the sweep runs
    Then the sweep was answered
      """
      { "noMatch": 1 }
      """

  @R21
  Scenario: a failed run is run again, and what was done stays done
    Given a route on "orders" that on success runs
      """
      [{ "Action": "push", "Request": { "Topic": "loaded", "Data": "once" } },
       { "Action": "copy", "Request": { "Source": "sales.later", "Dest": "sales.copied" }, "OnFailure": [{ "Action": "push", "Request": { "Topic": "failed", "Data": "$JobID" } }] }]
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "JOB_FAILED"
    And the runs are
      | status | job |
      | failed | j1  |
    Given the table "sales.later" with the rows
      | id INTEGER |
      | 1          |
    When the job "j1" is redriven
    Then the outcome is "ok"
    And the table "sales.copied" holds
      """
      {"id":"1"}
      """
    And the outbox holds
      """
      [{ "topic": "loaded", "count": 1 }, { "topic": "failed", "count": 1 }]
      """
    And the record "gs://ops/journal/2024-03-01_09/j1-job.json" says
      """
      { "Status": "ok", "Redrive": 1 }
      """
    When the job "j1" is redriven
    Then it is refused with the code "NOT_FAILED"

  @R21
  Scenario: a task that was mended beside its record is read anew
    Given the object "gs://ops/tasks/j1-dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "dleete" }] }
      """
    And the object "gs://landing/a"
    When the load job "j1-dispatch" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "TASK_INVALID"
    When the object "gs://ops/errors/2024-03-01_09/j1-dispatch.json" is uploaded anew with '{ "OnSuccess": [{ "Action": "delete" }] }'
    And the job "j1-dispatch" is redriven
    Then the outcome is "ok"
    And the object "gs://landing/a" is gone
    And the object "gs://ops/journal/2024-03-01_09/j1-dispatch.json" exists
    And no task is left in "gs://ops/tasks/"

  @R8
  Scenario: a task says whose job may claim it
    Given the object "gs://ops/tasks/j1-dispatch.json" with
      """
      { "ClaimedBy": { "User": "loader@example.com" }, "OnSuccess": [{ "Action": "delete" }] }
      """
    And the object "gs://landing/a"
    When the load job "j1-dispatch" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "TASK_JOB_MISMATCH"
    And the object "gs://landing/a" exists

  @R22
  Scenario: a shadow notes what it would do, and does nothing
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Mode": "shadow", "Routes": [{ "When": { "Dest": "orders" }, "OnSuccess": [{ "Action": "delete" }] }] }
      """
    And the object "gs://landing/a"
    And the object "gs://ops/tasks/j2-dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "push", "Request": { "Topic": "loaded", "Data": "never" } }] }
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "ok"
    And no action ran
    And the object "gs://landing/a" exists
    And the record "gs://ops/journal/_shadow/2024-03-01_09/j1-job.json" says
      """
      { "Mode": "shadow", "Actions": [{ "Action": "delete", "Status": "notRun" }] }
      """
    When the load job "j2-dispatch" of "gs://landing/a" into "sales.other" completes
    Then the outcome is "ok"
    And the object "gs://ops/tasks/j2-dispatch.json" exists
    And the outbox is empty
