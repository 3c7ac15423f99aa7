Feature: Runs that lose nothing
  One state a job; two runs never do the same work, and a run that died is gone on with.

  Background:
    Given a route on "orders$" that on success runs
      """
      [
        { "Action": "copy", "Request": { "Dest": "sales.copied", "Append": true } },
        { "Action": "delete" }
      ]
      """
    And the table "sales.orders" with the rows
      | id INTEGER |
      | 1          |
    And the object "gs://landing/a"

  @R20
  Scenario: a job's state is lease, progress and verdict in one object
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the state of "j1" says
      """
      { "State": "done", "Redrive": 0, "JobRef": { "projectId": "shop", "jobId": "j1", "location": "US" },
        "Progress": { "Actions": [{ "Action": "copy", "Status": "ok" }, { "Action": "delete", "Status": "ok" }] },
        "RecordURL": "gs://ops/journal/2024-03-01_09/j1-job.json" }
      """

  @R20
  Scenario: the same job ID in another location is another job
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    And the load job "j1" of "gs://landing/a" into "sales.orders" completes in "EU"
    Then the outcome is "ok"
    And the object "gs://ops/journal/_state/shop/EU/j1.json" exists
    And the object "gs://ops/journal/2024-03-01_09/j1-job.json" exists
    And the object "gs://ops/journal/2024-03-01_09/j1.shop.EU-job.json" exists

  @R20 @R22
  Scenario: of runs that start at the same time one wins
    When the event of the load job "j1" of "gs://landing/a" into "sales.orders" is delivered 10 times at once
    Then exactly one of them is "ok" and the others are "retry" or "duplicate"
    And the actions of "j1" started 1 job
    And the table "sales.copied" holds
      """
      {"id":"1"}
      """

  @R20
  Scenario: a run that stood still while another took over stops before its next action
    When the run of the load job "j1" of "gs://landing/a" into "sales.orders" stands still after its first insertJob until its lease has run out and another run is done
    Then the run that stood still was answered "retry" with the code "LEASE_LOST"
    And the table "sales.copied" holds
      """
      {"id":"1"}
      """
    And the state of "j1" says
      """
      { "State": "done" }
      """

  @R20
  Scenario: a run that stood still right after its claim starts nothing
    When the run of the load job "j1" of "gs://landing/a" into "sales.orders" stands still after its first write until its lease has run out and another run is done
    Then the run that stood still was answered "retry" with the code "LEASE_LOST"
    And the run that stood still started no job

  @R21
  Scenario: verdict, then record, then the task beside it
    Given the object "gs://ops/tasks/temp/850/dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "delete" }] }
      """
    When the load job "temp--850--dispatch" of "gs://landing/a" into "other.table" completes
    Then the record "gs://ops/journal/2024-03-01_09/temp/850/dispatch-job.json" says
      """
      { "Status": "ok", "EventID": "shop:US.temp--850--dispatch", "MatchedBy": "task", "Actions": [{ "Action": "delete", "Status": "ok" }],
        "Job": { "Type": "LOAD", "EndTime": "2024-03-01T09:30:00.000Z" } }
      """
    And the object "gs://ops/journal/2024-03-01_09/temp/850/dispatch.json" exists
    And the object "gs://ops/tasks/temp/850/dispatch.json" is gone

  @R21
  Scenario: a failed run is recorded among the errors, its task beside it
    Given the object "gs://ops/tasks/j-dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "move", "Request": { "SourceURL": "gs://landing/none", "DestURL": "gs://landing/x" } }] }
      """
    When the load job "j-dispatch" of "gs://landing/a" into "other.table" completes
    Then the outcome is "error" with the code "NOT_FOUND"
    And the record "gs://ops/errors/2024-03-01_09/j-dispatch-job.json" says
      """
      { "Status": "error", "Error": { "Code": "NOT_FOUND" } }
      """
    And the object "gs://ops/errors/2024-03-01_09/j-dispatch.json" exists

  @R21 @R23
  Scenario: what a crash left undone after the verdict is completed by the next event
    When the run of the load job "j1" of "gs://landing/a" into "sales.orders" dies after its verdict
    And the event arrives again
    Then the outcome is "duplicate"
    And the object "gs://ops/journal/2024-03-01_09/j1-job.json" exists

  @R22
  Scenario: a second event is a duplicate and changes nothing
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    And the contents of all buckets are noted
    And the event arrives again
    Then the outcome is "duplicate"
    And nothing was written

  @R22
  Scenario: an event that meets a live lease is given back
    When the run of the load job "j1" of "gs://landing/a" into "sales.orders" dies after its claim
    And the event arrives at once again
    Then it is answered "retry" with the code "LEASE_HELD"

  @R22
  Scenario: a rule edited in between does not change a run half done
    When the run of the load job "j1" of "gs://landing/a" into "sales.orders" dies after its claim
    And the configuration is changed to
      """
      { "DeferTaskURL": "gs://ops/tasks/" }
      """
    And the lease has run out
    And the event arrives again
    Then the outcome is "ok"
    And the object "gs://landing/a" is gone

  @R23
  Scenario: a crash before or after any call loses nothing and does nothing twice
    When the run of the load job "j1" of "gs://landing/a" into "sales.orders" dies at any call and is gone on with
    Then every end is that of an undisturbed run

  @R23
  Scenario: nor does a crash in the run of a task that moves what it wrote
    Given the object "gs://ops/tasks/temp/850/dispatch.json" with
      """
      { "OnSuccess": [
        { "Action": "export", "Request": { "DestURL": "gs://landing/new.json" } },
        { "Action": "move", "Request": { "SourceURLs": ["gs://landing/new.json", "gs://landing/a"], "DestURL": "gs://landing/done" } },
        { "Action": "delete", "Request": { "SourceURL": "gs://landing/done/a" } }
      ] }
      """
    When the run of the load job "temp--850--dispatch" of "gs://landing/a" into "sales.orders" dies at any call and is gone on with
    Then every end is that of an undisturbed run

  Scenario: an error that may pass gives the event back with everything in its place
    When Cloud Storage is unavailable for the deletions of the load job "j1" of "gs://landing/a" into "sales.orders"
    Then it is answered "retry" with the code "UNAVAILABLE"
    And the state of "j1" says
      """
      { "State": "retry" }
      """
    When the event arrives again
    Then the outcome is "ok"
    And the object "gs://landing/a" is gone
    And the actions of "j1" started 1 job
