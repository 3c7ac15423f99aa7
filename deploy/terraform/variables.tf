variable "project" {
  description = "The project that the service runs in, and whose jobs it hears of."
  type        = string
}

variable "region" {
  description = "Where the service runs, such as europe-west1."
  type        = string
}

variable "image" {
  description = "The container image, built from the Dockerfile of this repository."
  type        = string
}

variable "config" {
  description = "The configuration: JSON text, or the gs:// URL of a file with it."
  type        = string
}

variable "name" {
  description = "What the service and all that belongs to it are called."
  type        = string
  default     = "bq-dispatch"
}

variable "ops_bucket" {
  description = "The bucket of tasks, records and states; made here."
  type        = string
}

variable "ops_bucket_location" {
  description = "Where that bucket lies, such as EU."
  type        = string
}

variable "record_days" {
  description = "Days after which records are deleted; 0 keeps them."
  type        = number
  default     = 0
}

variable "data_buckets" {
  description = "Buckets whose objects actions may read, write and delete."
  type        = set(string)
  default     = []
}

variable "datasets" {
  description = "Datasets, by ID, whose tables actions may read, write and delete."
  type        = set(string)
  default     = []
}

variable "topics" {
  description = "Topics that the action push publishes to."
  type        = set(string)
  default     = []
}

variable "secrets" {
  description = "Secrets that the configuration names for notify."
  type        = set(string)
  default     = []
}

variable "trigger" {
  description = "How the service hears of jobs: eventarc, or sink for a log sink with Pub/Sub, which costs less and sees all formats."
  type        = string
  default     = "eventarc"

  validation {
    condition     = contains(["eventarc", "sink"], var.trigger)
    error_message = "Expected eventarc or sink."
  }
}

variable "sweep_schedule" {
  description = "When the sweep runs, as cron has it."
  type        = string
  default     = "*/10 * * * *"
}

variable "max_instances" {
  description = "Instances that run at most."
  type        = number
  default     = 10
}
