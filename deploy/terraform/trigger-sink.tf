# A log sink brings the entry of each job that has ended to a topic, which pushes it to the service.
resource "google_logging_project_sink" "jobs" {
  count                  = var.trigger == "sink" ? 1 : 0
  name                   = "${var.name}-jobs"
  destination            = "pubsub.googleapis.com/${google_pubsub_topic.jobs[0].id}"
  filter                 = "resource.type=\"bigquery_project\" AND protoPayload.metadata.jobChange.after=\"DONE\""
  unique_writer_identity = true
}

resource "google_pubsub_topic" "jobs" {
  count      = var.trigger == "sink" ? 1 : 0
  name       = "${var.name}-jobs"
  depends_on = [google_project_service.needed]
}

resource "google_pubsub_topic_iam_member" "sink" {
  count  = var.trigger == "sink" ? 1 : 0
  topic  = google_pubsub_topic.jobs[0].name
  role   = "roles/pubsub.publisher"
  member = google_logging_project_sink.jobs[0].writer_identity
}

resource "google_pubsub_subscription" "jobs" {
  count                      = var.trigger == "sink" ? 1 : 0
  name                       = "${var.name}-jobs"
  topic                      = google_pubsub_topic.jobs[0].id
  ack_deadline_seconds       = 600
  message_retention_duration = "604800s"

  push_config {
    push_endpoint = "${google_cloud_run_v2_service.dispatch.uri}/"

    oidc_token {
      service_account_email = google_service_account.caller.email
      audience              = google_cloud_run_v2_service.dispatch.uri
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.given_up.id
    max_delivery_attempts = 100
  }

  expiration_policy {
    ttl = ""
  }
}

resource "google_pubsub_subscription_iam_member" "given_up" {
  count        = var.trigger == "sink" ? 1 : 0
  subscription = google_pubsub_subscription.jobs[0].name
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}
