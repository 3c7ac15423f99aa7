terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.0, < 8.0"
    }
  }
}

provider "google" {
  project = var.project
  region  = var.region
}

data "google_project" "this" {}

resource "google_project_service" "needed" {
  for_each           = toset(["run", "pubsub", "bigquery", "storage", "cloudscheduler", "eventarc", "logging", "secretmanager"])
  service            = "${each.key}.googleapis.com"
  disable_on_destroy = false
}

resource "google_storage_bucket" "ops" {
  name                        = var.ops_bucket
  location                    = var.ops_bucket_location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  dynamic "lifecycle_rule" {
    for_each = var.record_days > 0 ? [var.record_days] : []

    content {
      condition {
        age            = lifecycle_rule.value
        matches_suffix = ["-job.json"]
      }

      action {
        type = "Delete"
      }
    }
  }
}

resource "google_cloud_run_v2_service" "dispatch" {
  name                = var.name
  location            = var.region
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  deletion_protection = false

  template {
    service_account                  = google_service_account.runner.email
    timeout                          = "540s"
    max_instance_request_concurrency = 20

    scaling {
      max_instance_count = var.max_instances
    }

    containers {
      image = var.image

      env {
        name  = "CONFIG"
        value = var.config
      }

      env {
        name  = "GOOGLE_CLOUD_PROJECT"
        value = var.project
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }
      }

      startup_probe {
        http_get {
          path = "/healthz"
        }
      }
    }
  }

  depends_on = [google_project_service.needed]
}
