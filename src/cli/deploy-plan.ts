/** What a deployment is made of. */
export interface DeployOptions {
  readonly name: string;
  readonly project: string;
  readonly region: string;
  /** A gs:// URL or JSON text. */
  readonly config: string;
  /** Buckets of tasks, records and data that the service reads and writes. */
  readonly buckets: readonly string[];
  /** Datasets that actions change. */
  readonly datasets: readonly string[];
  /** When the sweep runs, as cron has it. */
  readonly schedule: string;
}

/** One call of gcloud or bq. A part `$NAME` of an argument is what an earlier step has printed. */
export interface DeployStep {
  readonly does: string;
  readonly program: 'gcloud' | 'bq';
  readonly args: readonly string[];
  /** The name of what it prints. */
  readonly captures?: 'PROJECT_NUMBER' | 'URL' | 'SUBSCRIPTION';
  /** What is there already is fine. */
  readonly mayExist?: true;
}

const SERVICES = ['run', 'cloudbuild', 'artifactregistry', 'eventarc', 'pubsub', 'bigquery', 'storage', 'cloudscheduler', 'logging'];

/** The steps of `bq-dispatch deploy`: what deploy/terraform does with its variant `eventarc`, for a first try. */
export function planDeployment({ name, project, region, config, buckets, datasets, schedule }: DeployOptions): readonly DeployStep[] {
  const account = (role: string): string => `${name}-${role}@${project}.iam.gserviceaccount.com`;
  const [runner, caller] = [account('runner'), account('caller')];
  const role = `${name.replaceAll('-', '_')}_jobs`;
  const inProject = [`--project=${project}`];
  const gcloud = (does: string, args: readonly string[], more: Partial<DeployStep> = {}): DeployStep => ({ does, program: 'gcloud', args: [...args, ...inProject], ...more });
  const pubsubAgent = 'serviceAccount:service-$PROJECT_NUMBER@gcp-sa-pubsub.iam.gserviceaccount.com';

  return [
    gcloud('enable the services', ['services', 'enable', ...SERVICES.map((service) => `${service}.googleapis.com`)]),
    { does: 'look up the number of the project', program: 'gcloud', args: ['projects', 'describe', project, '--format=value(projectNumber)'], captures: 'PROJECT_NUMBER' },
    gcloud('make the account that actions run as', ['iam', 'service-accounts', 'create', `${name}-runner`], { mayExist: true }),
    gcloud('make the account that delivers events', ['iam', 'service-accounts', 'create', `${name}-caller`], { mayExist: true }),
    gcloud('make the role that starts jobs and looks at those of everybody', ['iam', 'roles', 'create', role, '--permissions=bigquery.jobs.create,bigquery.jobs.get,bigquery.jobs.list,bigquery.jobs.listAll'], { mayExist: true }),
    gcloud('let the service start and look at jobs', ['projects', 'add-iam-policy-binding', project, `--member=serviceAccount:${runner}`, `--role=projects/${project}/roles/${role}`, '--condition=None']),
    ...buckets.map((bucket) => gcloud(`let it read and write gs://${bucket}`, ['storage', 'buckets', 'add-iam-policy-binding', `gs://${bucket}`, `--member=serviceAccount:${runner}`, '--role=roles/storage.objectUser'])),
    ...datasets.map((dataset): DeployStep => ({
      does: `let it change the dataset ${dataset}`,
      program: 'bq',
      args: [`--project_id=${project}`, 'add-iam-policy-binding', `--member=serviceAccount:${runner}`, '--role=roles/bigquery.dataEditor', `${project}:${dataset}`],
    })),
    gcloud('build and deploy the service', [
      ...['run', 'deploy', name, '--source=.', `--region=${region}`, `--service-account=${runner}`, '--no-allow-unauthenticated', '--ingress=internal'],
      ...['--timeout=540', '--concurrency=20', '--memory=512Mi', `--set-env-vars=^|^CONFIG=${config}|GOOGLE_CLOUD_PROJECT=${project}`],
    ]),
    gcloud('let the caller call it', ['run', 'services', 'add-iam-policy-binding', name, `--region=${region}`, `--member=serviceAccount:${caller}`, '--role=roles/run.invoker']),
    gcloud('let the caller receive events', ['projects', 'add-iam-policy-binding', project, `--member=serviceAccount:${caller}`, '--role=roles/eventarc.eventReceiver', '--condition=None']),
    gcloud('send it an event for each job that has ended', [
      ...['eventarc', 'triggers', 'create', `${name}-jobs`, `--location=${region}`, `--service-account=${caller}`, `--destination-run-service=${name}`, `--destination-run-region=${region}`, '--destination-run-path=/'],
      ...['--event-filters=type=google.cloud.audit.log.v1.written', '--event-filters=serviceName=bigquery.googleapis.com', '--event-filters=methodName=jobservice.jobcompleted'],
    ], { mayExist: true }),
    gcloud('make the topic of events that were given up', ['pubsub', 'topics', 'create', `${name}-given-up`], { mayExist: true }),
    gcloud('keep them for a week', ['pubsub', 'subscriptions', 'create', `${name}-given-up`, `--topic=${name}-given-up`, '--message-retention-duration=7d', '--expiration-period=never'], { mayExist: true }),
    gcloud('look up the subscription of the trigger', ['eventarc', 'triggers', 'describe', `${name}-jobs`, `--location=${region}`, '--format=value(transport.pubsub.subscription)'], { captures: 'SUBSCRIPTION' }),
    gcloud('let Pub/Sub put given-up events aside', ['pubsub', 'topics', 'add-iam-policy-binding', `${name}-given-up`, `--member=${pubsubAgent}`, '--role=roles/pubsub.publisher']),
    gcloud('let Pub/Sub take them from the subscription', ['pubsub', 'subscriptions', 'add-iam-policy-binding', '$SUBSCRIPTION', `--member=${pubsubAgent}`, '--role=roles/pubsub.subscriber']),
    gcloud('try an event again for a day or so, then put it aside', ['pubsub', 'subscriptions', 'update', '$SUBSCRIPTION', '--ack-deadline=600', '--min-retry-delay=10s', '--max-retry-delay=600s', `--dead-letter-topic=${name}-given-up`, '--max-delivery-attempts=100']),
    gcloud('look up the URL of the service', ['run', 'services', 'describe', name, `--region=${region}`, '--format=value(status.url)'], { captures: 'URL' }),
    gcloud('sweep now and then', [
      ...['scheduler', 'jobs', 'create', 'http', `${name}-sweep`, `--location=${region}`, `--schedule=${schedule}`, '--uri=$URL/sweep', '--http-method=POST', '--attempt-deadline=540s'],
      ...[`--oidc-service-account-email=${caller}`, '--oidc-token-audience=$URL'],
    ], { mayExist: true }),
  ];
}

/** The steps as lines for a shell. */
export function shellLines(steps: readonly DeployStep[]): string {
  return steps.map(({ does, program, args, captures, mayExist }) => {
    const command = [program, ...args].map(quoted).join(' ');
    return `# ${does}\n${captures ? `${captures}=$(${command})` : `${command}${mayExist ? ' || true' : ''}`}\n`;
  }).join('');
}

const CAPTURED = /\$(PROJECT_NUMBER|URL|SUBSCRIPTION)\b/g;

/** Quoted for a POSIX shell; what an earlier step has printed is left to the shell. */
function quoted(text: string): string {
  const parts = text.split(CAPTURED);
  return parts.map((part, index) => (index % 2 === 1 ? `"$${part}"` : /^[\w./:@=,+-]*$/.test(part) ? part : `'${part.replaceAll("'", `'\\''`)}'`)).join('');
}

/** An argument with what earlier steps have printed. */
export function withCaptured(text: string, captured: ReadonlyMap<string, string>): string {
  return text.replace(CAPTURED, (_whole, name: string) => captured.get(name) ?? '');
}
