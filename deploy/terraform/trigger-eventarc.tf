# Eventarc reads audit logs and posts a CloudEvent for each job that has ended.
resource "google_eventarc_trigger" "jobs" {
  count           = var.trigger == "eventarc" ? 1 : 0
  name            = "${var.name}-jobs"
  location        = var.region
  service_account = google_service_account.caller.email

  matching_criteria {
    attribute = "type"
    value     = "google.cloud.audit.log.v1.written"
  }

  matching_criteria {
    attribute = "serviceName"
    value     = "bigquery.googleapis.com"
  }

  matching_criteria {
    attribute = "methodName"
    value     = "jobservice.jobcompleted"
  }

  destination {
    cloud_run_service {
      service = google_cloud_run_v2_service.dispatch.name
      region  = var.region
      path    = "/"
    }
  }

  depends_on = [google_project_iam_member.event_receiver]
}

resource "google_project_iam_member" "event_receiver" {
  count   = var.trigger == "eventarc" ? 1 : 0
  project = var.project
  role    = "roles/eventarc.eventReceiver"
  member  = google_service_account.caller.member
}
