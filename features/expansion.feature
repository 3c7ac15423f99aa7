Feature: Expansion
  Values of the configuration are put in when it is loaded, values of the job when its actions run.

  @R18
  Scenario: placeholders are replaced in configuration and tasks
    Given the variable "Bucket" is "landing"
    And the configuration
      """
      { "DeferTaskURL": "gs://${config.Bucket}/tasks/", "Folder": "done", "Routes": [
        { "When": { "Dest": "orders" }, "OnSuccess": [{ "Action": "move", "Request": { "SourceURL": "gs://${config.Bucket}/a", "DestURL": "gs://${config.Bucket}/${config.Folder}" } }] }
      ] }
      """
    And the object "gs://landing/a"
    And the object "gs://landing/b"
    And the object "gs://landing/tasks/j-dispatch.json" with
      """
      { "OnSuccess": [{ "Action": "move", "Request": { "SourceURL": "gs://${config.Bucket}/b", "DestURL": "gs://${config.Bucket}/${config.Folder}" } }] }
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    And the load job "j-dispatch" of "gs://landing/b" into "sales.orders" completes
    Then the object "gs://landing/done/a" exists
    And the object "gs://landing/done/b" exists

  @R18
  Scenario: an unresolved placeholder is an error with its place
    When this configuration is loaded
      """
      {
        "DeferTaskURL": "gs://${config.Bukket}/tasks/"
      }
      """
    Then it is refused with these faults
      | line | column | code                   | path         |
      | 2    | 19     | UNRESOLVED_PLACEHOLDER | DeferTaskURL |
    And a fault says "--set Bukket=value"

  @R19
  Scenario: variables of the job
    Given a route on "orders" that on success runs
      """
      [
        { "Action": "move", "Request": { "SourceURL": "$SourceURI", "DestURL": "gs://$TriggerBucket/$Date/$Hour/${JobID}/$DestTable", "IsDestAbsoluteURL": true } },
        { "Action": "delete", "Request": { "URLs": "$LoadURIs" } }
      ]
      """
    And the objects
      | gs://landing/a |
      | gs://landing/b |
    When the load job "j1" of "gs://landing/a,gs://landing/b" into "sales.orders" completes
    Then the bucket "landing" holds exactly
      | 2024-03-01/09/j1/sales.orders |

  @R19
  Scenario: text that a job supplies is never expanded again
    Given a route on "orders" that on success runs
      """
      [{ "Action": "move", "Request": { "SourceURL": "gs://landing/a", "DestURL": "gs://landing/x/$SourceURI", "IsDestAbsoluteURL": true } }]
      """
    And the object "gs://landing/a"
    When the load job "j1" of "gs://landing/$JobID${config.Secret}" into "sales.orders" completes
    Then the bucket "landing" holds exactly
      | x/gs://landing/$JobID${config.Secret} |

  Scenario: an unknown variable stops the action
    Given a route on "orders" that on success runs
      """
      [{ "Action": "delete", "Request": { "SourceURL": "gs://landing/$Jobid" } }]
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "UNKNOWN_VARIABLE"
