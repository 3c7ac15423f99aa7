# The safety net for events that never came or were given up.
resource "google_cloud_scheduler_job" "sweep" {
  name             = "${var.name}-sweep"
  region           = var.region
  schedule         = var.sweep_schedule
  attempt_deadline = "540s"

  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.dispatch.uri}/sweep"

    oidc_token {
      service_account_email = google_service_account.caller.email
      audience              = google_cloud_run_v2_service.dispatch.uri
    }
  }
}
