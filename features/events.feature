Feature: Job events
  Only a job that has ended is dispatched, whichever way its event names it.

  Background:
    Given a route on "sales\.orders$" that on success runs
      """
      [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/orders.json" } }]
      """
    And the object "gs://landing/orders.json"

  @R1
  Scenario Outline: a job that is <state> is ignored
    Given the contents of all buckets are noted
    When an event of the load job "load_1" of "gs://landing/orders.json" into "sales.orders" arrives in state "<state>"
    Then the outcome is "ignored"
    And the reason says "<state>"
    And nothing was written

    Examples:
      | state   |
      | PENDING |
      | RUNNING |

  @R1
  Scenario: a job that is DONE is dispatched
    When the load job "load_1" of "gs://landing/orders.json" into "sales.orders" completes
    Then the outcome is "ok"
    And the object "gs://landing/orders.json" is gone

  @R1 @R22
  Scenario: an event of a job under way that comes after its end changes nothing
    When the load job "load_1" of "gs://landing/orders.json" into "sales.orders" completes
    And an event of the load job "load_1" of "gs://landing/orders.json" into "sales.orders" arrives in state "RUNNING"
    Then the outcome is "ignored"
    When the event arrives
      """
      { "EventID": "e-1", "ProjectID": "shop", "JobID": "load_1" }
      """
    Then the outcome is "duplicate"

  Scenario: an event that only names a job leads to BigQuery
    Given BigQuery knows the finished load job "load_1" of "gs://landing/orders.json" into "sales.orders"
    When the event arrives
      """
      { "EventID": "e-1", "ProjectID": "shop", "JobID": "load_1" }
      """
    Then the outcome is "ok"
    And the record "gs://ops/journal/2024-03-01_09/load_1-job.json" says
      """
      { "EventID": "e-1", "Status": "ok" }
      """

  Scenario: an event without a location finds a job that ran elsewhere
    Given BigQuery knows the finished load job "load_1" of "gs://landing/orders.json" into "sales.orders" in "europe-west1"
    When the event arrives
      """
      { "EventID": "e-1", "ProjectID": "shop", "JobID": "load_1" }
      """
    Then the outcome is "ok"
    And the object "gs://ops/journal/_state/shop/europe-west1/load_1.json" exists

  Scenario: an event that names an unknown job is an error
    When the event arrives
      """
      { "EventID": "e-1", "ProjectID": "shop", "JobID": "load_9" }
      """
    Then the outcome is "error" with the code "JOB_NOT_FOUND"
    And the record "gs://ops/errors/2024-03-01_10/load_9-job.json" says
      """
      { "Status": "error", "EventID": "e-1", "Error": { "Code": "JOB_NOT_FOUND" } }
      """
