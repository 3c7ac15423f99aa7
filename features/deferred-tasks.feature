Feature: Deferred tasks
  A job whose ID ends in "dispatch" asks for the task file of that name.

  Background:
    Given tasks lie in "gs://ops/tasks/"
    And the object "gs://landing/a.json"
    And the object "gs://landing/b.json"

  @R2
  Scenario: the task of the literal name
    Given the object "gs://ops/tasks/orders--850--dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/a.json" } }] }
      """
    And the object "gs://ops/tasks/orders/850/dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/b.json" } }] }
      """
    When the load job "orders--850--dispatch" of "gs://landing/x.json" into "sales.orders" completes
    Then the task "gs://ops/tasks/orders--850--dispatch.json" matched
    And the object "gs://landing/a.json" is gone
    And the object "gs://landing/b.json" exists

  @R2
  Scenario: the task of the name with dashes read as slashes
    Given the object "gs://ops/tasks/temp/orders_850/850/dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/b.json" } }] }
      """
    When the load job "temp--orders_850--850--dispatch" of "gs://landing/x.json" into "sales.orders" completes
    Then the task "gs://ops/tasks/temp/orders_850/850/dispatch.json" matched
    And the object "gs://landing/b.json" is gone

  @R2
  Scenario: a job ID that ends otherwise asks for no task
    Given the object "gs://ops/tasks/orders_850.json" with
      """
      { "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/b.json" } }] }
      """
    When the load job "orders_850" of "gs://landing/x.json" into "sales.orders" completes
    Then the outcome is "noMatch"
    And the object "gs://landing/b.json" exists

  @R2 @R20
  Scenario: the state of another job is no task, whatever a job's ID says
    Given tasks lie in "gs://ops/"
    And the object "gs://ops/a-dispatch.json" with
      """
      { "OnSuccess": [] }
      """
    When the load job "a-dispatch" of "gs://landing/x.json" into "sales.orders" completes
    And the load job "journal--_state--shop--US--a-dispatch" of "gs://landing/x.json" into "sales.orders" completes
    Then the outcome is "error" with the code "TASK_NOT_FOUND"
    And the object "gs://ops/journal/_state/shop/US/a-dispatch.json" exists

  @R6
  Scenario: neither task nor route
    When the load job "orders--851--dispatch" of "gs://landing/x.json" into "sales.orders" completes
    Then the outcome is "error" with the code "TASK_NOT_FOUND"
    And the error says "gs://ops/tasks/orders--851--dispatch.json"
    And the error says "gs://ops/tasks/orders/851/dispatch.json"
    And the object "gs://ops/errors/2024-03-01_09/orders/851/dispatch-job.json" exists

  @R6
  Scenario: the same failure is recorded once
    When the load job "orders--851--dispatch" of "gs://landing/x.json" into "sales.orders" completes
    And the contents of all buckets are noted
    And time passes
    And the event arrives again
    Then the outcome is "error" with the code "TASK_NOT_FOUND"
    And nothing was written

  @R6
  Scenario: a task that comes after its job is still run
    When the load job "orders--851--dispatch" of "gs://landing/x.json" into "sales.orders" completes
    And the object "gs://ops/tasks/orders/851/dispatch.json" is uploaded anew with '{ "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/a.json" } }] }'
    And the event arrives again
    Then the outcome is "ok"
    And the object "gs://landing/a.json" is gone

  @R6
  Scenario: with a state of an earlier run it is a duplicate
    Given the object "gs://ops/tasks/orders-852-dispatch.json" with
      """
      { "OnSuccess": [] }
      """
    When the load job "orders-852-dispatch" of "gs://landing/x.json" into "sales.orders" completes
    And the event arrives again
    Then the outcome is "duplicate"

  @R8
  Scenario Outline: the JobID <given> that a task carries
    Given the object "gs://ops/tasks/orders-850-dispatch.json" with
      """
      { "JobID": "<given>", "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/a.json" } }] }
      """
    When the load job "orders-850-dispatch" of "gs://landing/x.json" into "sales.orders" completes
    Then the outcome is "ok"
    And the object "gs://landing/a.json" is gone

    Examples:
      | given               |
      |                     |
      | orders-850-dispatch |
      | ~/\\\\d+/           |
      | ~/^orders-/         |

  @R8
  Scenario Outline: a JobID <given> that is not the job's runs nothing
    Given the object "gs://ops/tasks/orders-850-dispatch.json" with
      """
      { "JobID": "<given>", "OnSuccess": [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/a.json" } }] }
      """
    When the load job "orders-850-dispatch" of "gs://landing/x.json" into "sales.orders" completes
    Then the outcome is "error" with the code "TASK_JOB_MISMATCH"
    And the object "gs://landing/a.json" exists
    And the object "gs://ops/errors/2024-03-01_09/orders-850-dispatch-job.json" exists
    And the object "gs://ops/errors/2024-03-01_09/orders-850-dispatch.json" exists

    Examples:
      | given        |
      | orders-850   |
      | \\\\d+       |
      | ~/^returns-/ |

  Scenario: a task with faults runs nothing and is recorded with all of them
    Given the object "gs://ops/tasks/orders-850-dispatch.json" with
      """
      { "OnSuccess": [
        { "Action": "delete", "Request": { "SourceURL": "gs://landing/a.json" } },
        { "Action": "delte" },
        { "Action": "move", "Request": { "SourceURL": "gs://landing/${config.Nowhere}" } }
      ] }
      """
    When the load job "orders-850-dispatch" of "gs://landing/x.json" into "sales.orders" completes
    Then the outcome is "error" with the code "TASK_INVALID"
    And the error says "dispatch.json:3:15 UNKNOWN_ACTION"
    And the error says "Did you mean \"delete\"?"
    And the error says "MISSING_FIELD OnSuccess[2].Request.DestURL"
    And the error says "UNRESOLVED_PLACEHOLDER"
    And the object "gs://landing/a.json" exists
    And the object "gs://ops/tasks/orders-850-dispatch.json" is gone
