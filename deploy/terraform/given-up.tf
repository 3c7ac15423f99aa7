# Events that were delivered in vain again and again. The sweep finds their jobs; the messages are for people.
resource "google_pubsub_topic" "given_up" {
  name       = "${var.name}-given-up"
  depends_on = [google_project_service.needed]
}

resource "google_pubsub_subscription" "given_up" {
  name                       = "${var.name}-given-up"
  topic                      = google_pubsub_topic.given_up.id
  message_retention_duration = "604800s"

  expiration_policy {
    ttl = ""
  }
}
