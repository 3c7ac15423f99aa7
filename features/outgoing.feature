Feature: Telling the world
  What notify, call and push send lies in an outbox.

  @R12 @R19
  Scenario: a message to channels
    Given a route on "orders" that on success runs
      """
      [{ "Action": "notify", "Request": { "Channels": ["#alerts", "#sales"], "Title": "$DestTable is loaded", "Message": "by *$JobID*", "From": "dispatch", "Token": "xoxb-1" } }]
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "ok"
    And the outbox holds
      """
      [{ "kind": "notify", "channel": "#alerts", "title": "sales.orders is loaded", "message": "by *j1*", "from": "dispatch", "hasToken": true, "count": 1 },
       { "kind": "notify", "channel": "#sales", "count": 1 }]
      """
    And the record "gs://ops/journal/2024-03-01_09/j1-job.json" says
      """
      { "Actions": [{ "Action": "notify", "Request": { "Token": "***" } }] }
      """

  @R19
  Scenario: an error text mentions nobody, and breaks no JSON
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "Routes": [{
        "When": { "Dest": "orders" },
        "OnFailure": [
          { "Action": "notify", "Request": { "Channels": "#alerts", "Title": "failed", "Message": "$Error" } },
          { "Action": "call", "Request": { "URL": "https://api.example.com/failed?why=$Error", "Body": "{\"why\": \"$Error\"}" } }
        ]
      }] }
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" fails with "<!channel> \"quoted\" & $JobID"
    Then the outcome is "ok"
    And the outbox holds
      """
      [{ "message": "&lt;!channel&gt; \"quoted\" &amp; $JobID" },
       { "url": "https://api.example.com/failed?why=%3C!channel%3E%20%22quoted%22%20%26%20%24JobID", "body": "{\"why\": \"<!channel> \\\"quoted\\\" & $JobID\"}" }]
      """

  @R12 @R17
  Scenario: the answer of a call is there for the next action
    Given calls are answered
      """
      [{ "URL": "https://api.example.com/*", "Method": "POST", "Status": 201, "Body": { "id": 7, "next": "https://api.example.com/jobs/7" } }]
      """
    And a route on "orders" that on success runs
      """
      [{ "Action": "call", "Request": { "URL": "https://api.example.com/jobs", "Body": { "job": "$JobID", "files": "$LoadURIs" } } },
       { "Action": "call", "Request": { "URL": "$Data.next", "Method": "PUT", "Body": "$StatusCode $Data.id" } },
       { "Action": "push", "Request": { "Topic": "loaded", "Data": { "answer": "$Response.StatusCode" }, "Attributes": { "type": "$JobType" } } }]
      """
    When the load job "j1" of "gs://landing/a,gs://landing/b" into "sales.orders" completes
    Then the outcome is "ok"
    And the outbox holds
      """
      [{ "kind": "call", "method": "POST", "url": "https://api.example.com/jobs", "body": "{\"job\":\"j1\",\"files\":[\"gs://landing/a\",\"gs://landing/b\"]}" },
       { "kind": "call", "method": "PUT", "url": "https://api.example.com/jobs/7", "body": "201 7" },
       { "kind": "push", "projectId": "shop", "topic": "loaded", "data": "{\"answer\":\"200\"}" }]
      """
    And the messages of the outbox carry 3 different keys

  @R12
  Scenario: a status of 400 or more is a failure
    Given calls are answered
      """
      [{ "URL": "https://api.example.com/jobs", "Status": 404, "Body": "no such job" }]
      """
    And a route on "orders" that on success runs
      """
      [{ "Action": "call", "Request": { "URL": "https://api.example.com/jobs" }, "OnFailure": [{ "Action": "notify", "Request": { "Channels": "#alerts", "Title": "$Error" } }] },
       { "Action": "push", "Request": { "Topic": "loaded", "Data": "never" } }]
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "CALL_FAILED"
    And the outbox holds
      """
      [{ "kind": "call" }, { "kind": "notify", "title": "GET https://api.example.com/jobs answered 404: \"no such job\"" }]
      """

  @R16
  Scenario: a call that may pass is made again, with the same key
    Given calls are answered
      """
      [{ "URL": "https://api.example.com/jobs", "Status": 503, "Times": 2 }]
      """
    And a route on "orders" that on success runs
      """
      [{ "Action": "push", "Request": { "Topic": "loaded", "Data": "once" } },
       { "Action": "call", "Request": { "URL": "https://api.example.com/jobs" } }]
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "retry" with the code "UNAVAILABLE"
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    And the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "ok"
    And the outbox holds
      """
      [{ "kind": "push", "count": 1 }, { "kind": "call", "count": 3 }]
      """

  @R16
  Scenario: an event that comes again sends nothing
    Given a route on "orders" that on success runs
      """
      [{ "Action": "push", "Request": { "Topic": "loaded", "Data": "once" } }]
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    And the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "duplicate"
    And the outbox holds
      """
      [{ "kind": "push", "count": 1 }]
      """

  @R12
  Scenario: only the hosts that are allowed are called
    Given the configuration
      """
      { "DeferTaskURL": "gs://ops/tasks/", "AllowedHosts": ["*.example.com"], "Routes": [{
        "When": { "Dest": "orders" },
        "OnSuccess": [{ "Action": "call", "Request": { "URL": "https://api.example.org/jobs" } }]
      }] }
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "ADDRESS_REFUSED"
    And the outbox is empty

  @R12 @R14
  Scenario: the last job of a group goes on
    Given the object "gs://landing/group" with
      """
      3
      """
    And a route on "orders" that on success runs
      """
      [{ "Action": "group", "Request": { "GroupURL": "gs://landing/group" }, "OnSuccess": [{ "Action": "push", "Request": { "Topic": "all-loaded", "Data": "$JobID" } }] },
       { "Action": "push", "Request": { "Topic": "loaded", "Data": "$JobID" } }]
      """
    When the load job "j1" of "gs://landing/a" into "sales.orders" completes
    And the load job "j2" of "gs://landing/b" into "sales.orders" completes
    And the load job "j1" of "gs://landing/a" into "sales.orders" completes
    And the load job "j3" of "gs://landing/c" into "sales.orders" completes
    Then the outcome is "ok"
    And the outbox holds
      """
      [{ "topic": "loaded", "data": "j1" }, { "topic": "loaded", "data": "j2" }, { "topic": "all-loaded", "data": "j3" }, { "topic": "loaded", "data": "j3" }]
      """

  @R11
  Scenario: a task that is wrong runs nothing, and all its faults are told
    Given tasks lie in "gs://ops/tasks/"
    And the object "gs://ops/tasks/j1-dispatch.json" with
      """
      { "OnSuccess": [
        { "Action": "push", "Request": { "Topic": "loaded", "Data": "never" } },
        { "Action": "call", "Request": { "Url": "ftp://example.com" } },
        { "Action": "notfy", "Request": {} },
        { "Action": "group", "Request": { "MaxDurationInSec": "long" } } ] }
      """
    When the load job "j1-dispatch" of "gs://landing/a" into "sales.orders" completes
    Then the outcome is "error" with the code "TASK_INVALID"
    And the error says "expected an http: or https: URL"
    And the error says "notfy"
    And the error says "GroupURL"
    And the error says "MaxDurationInSec"
    And the outbox is empty
