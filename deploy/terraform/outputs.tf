output "url" {
  description = "Where the service is reached, from inside the project."
  value       = google_cloud_run_v2_service.dispatch.uri
}

output "runner" {
  description = "The account that actions run as."
  value       = google_service_account.runner.email
}

output "given_up" {
  description = "Where events lie that were delivered in vain."
  value       = google_pubsub_subscription.given_up.name
}
