# The service runs as one account, and is called by another that may do nothing else.

resource "google_service_account" "runner" {
  account_id   = "${var.name}-runner"
  display_name = "Runs ${var.name}"
}

resource "google_service_account" "caller" {
  account_id   = "${var.name}-caller"
  display_name = "Delivers events to ${var.name}"
}

resource "google_cloud_run_v2_service_iam_member" "caller" {
  name     = google_cloud_run_v2_service.dispatch.name
  location = google_cloud_run_v2_service.dispatch.location
  role     = "roles/run.invoker"
  member   = google_service_account.caller.member
}

# To start jobs of its own, and to look at those of everybody.
resource "google_project_iam_custom_role" "jobs" {
  role_id     = replace("${var.name}_jobs", "-", "_")
  title       = "Jobs of ${var.name}"
  permissions = ["bigquery.jobs.create", "bigquery.jobs.get", "bigquery.jobs.list", "bigquery.jobs.listAll"]
}

resource "google_project_iam_member" "jobs" {
  project = var.project
  role    = google_project_iam_custom_role.jobs.name
  member  = google_service_account.runner.member
}

resource "google_bigquery_dataset_iam_member" "data" {
  for_each   = var.datasets
  dataset_id = each.key
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.runner.member
}

resource "google_storage_bucket_iam_member" "ops" {
  bucket = google_storage_bucket.ops.name
  role   = "roles/storage.objectUser"
  member = google_service_account.runner.member
}

resource "google_storage_bucket_iam_member" "data" {
  for_each = var.data_buckets
  bucket   = each.key
  role     = "roles/storage.objectUser"
  member   = google_service_account.runner.member
}

resource "google_pubsub_topic_iam_member" "push" {
  for_each = var.topics
  topic    = each.key
  role     = "roles/pubsub.publisher"
  member   = google_service_account.runner.member
}

resource "google_secret_manager_secret_iam_member" "secret" {
  for_each  = var.secrets
  secret_id = each.key
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.runner.member
}

# Pub/Sub itself puts given-up events aside.
resource "google_pubsub_topic_iam_member" "given_up" {
  topic  = google_pubsub_topic.given_up.name
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}
