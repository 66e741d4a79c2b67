import { covers } from '../certificate/covers.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { durationWords, lifetimeOf, momentWords } from '../certificate/lifetime.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import {
  clusterCertificatesFor,
  issuerOf,
  type ClusterCertificate,
  type ClusterIssuer,
} from '../host/cluster-certificate.ts';
import type { HostObservation, Lineage, Renewer, RenewerKind } from '../host/host-observation.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { Evidence } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { withoutSecrets } from '../report/redact.ts';
import type { Made } from './make-finding.ts';

const day = 86_400_000;
/** certbot's and acme.sh's jobs run daily; what was silent for longer than this has missed several. */
const longestSilence = 4 * day;

/** Is what the clients here keep for the domain renewed in time, by something that runs, with settings that can be used? */
export function judgeAutomation(intent: DomainIntent, host: HostObservation, now: Date): readonly Made[] {
  const own = host.lineages.filter(({ leaf, name }) => {
    return intent.names.some((one) => (leaf === null ? name === one.ascii : covers(leaf.names, textOf(one))));
  });
  const subject = textOf(intent.name);
  const clients = [...new Set(own.map(({ client }) => client))];
  return [
    ...own.flatMap((lineage) => judgeLineage(subject, lineage, host, now)),
    ...clients.flatMap((client) => judgeClient(subject, client, host, now)),
    ...(host.cluster?.known === true ? judgeCluster(intent, host.cluster.value, host.issuers ?? [], now) : []),
  ];
}

function judgeCluster(
  intent: DomainIntent,
  certificates: readonly ClusterCertificate[],
  issuers: readonly ClusterIssuer[],
  now: Date,
): readonly Made[] {
  const own = clusterCertificatesFor(intent, certificates);
  const broken = new Set(own.map((one) => issuerOf(one, issuers)).filter((issuer) => issuer?.ready === false));
  return [
    ...[...broken].flatMap((issuer) => brokenIssuer(textOf(intent.name), issuer)),
    ...overdueInCluster(intent, certificates, now),
  ];
}

/** What cert-manager's words say of the way to the CA, not of the credentials. */
const waysToCa: readonly (readonly [RegExp, ProblemId])[] = [
  [/x509: /, 'ca-tls-trust'],
  [/no such host|i\/o timeout|connection refused|deadline exceeded|network is unreachable|: EOF/, 'ca-unreachable'],
];

function brokenIssuer(subject: string, issuer: ClusterIssuer | undefined): readonly Made[] {
  if (issuer === undefined) return [];
  const { kind, namespace, name, reason, message } = issuer;
  const place = `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
  const why = reason === '' ? '' : ` (${quotedText(reason)})`;
  return [
    {
      problem: waysToCa.find(([words]) => words.test(message))?.[1] ?? 'ca-connector-invalid',
      subject,
      what: `cert-manager cannot use ${quotedText(place)}${why}`,
      evidence: [{ label: place, text: withoutSecrets(message) }],
    },
  ];
}

/** cert-manager renews at a time that it says itself; a day later something keeps it from doing so. */
function overdueInCluster(
  intent: DomainIntent,
  certificates: readonly ClusterCertificate[],
  now: Date,
): readonly Made[] {
  return clusterCertificatesFor(intent, certificates).flatMap(({ namespace, name, ready, notAfter, renewalTime }) => {
    if (renewalTime === null || now.getTime() - Date.parse(renewalTime) < day) return [];
    const what = `cert-manager was to renew ${quotedText(namespace)}/${quotedText(name)} on ${momentWords(renewalTime)}, and has not`;
    const state = ready === null ? 'Ready is not known' : ready ? 'Ready' : 'not Ready';
    const text = `${state}, until ${notAfter === null ? 'not known' : momentWords(notAfter)}`;
    const evidence = [{ label: `Certificate ${namespace}/${name}`, text }];
    return [{ problem: 'renewal-overdue', subject: textOf(intent.name), what, evidence }];
  });
}

function judgeLineage(subject: string, lineage: Lineage, host: HostObservation, now: Date): readonly Made[] {
  const { client, state, certificate, plainFiles = [] } = lineage;
  const evidence = [{ label: `Kept by ${client}`, text: certificate }];
  if (client === 'certbot' && state === 'missing') {
    const what = `certbot knows this certificate, but ${quotedText(certificate)} leads nowhere`;
    return [{ problem: 'certbot-live-dir', subject, what, evidence }];
  }
  const renewers = host.renewers.filter((one) => one.client === client);
  return [
    ...(plainFiles.length === 0
      ? []
      : [
          {
            problem: 'certbot-live-dir' as const,
            subject,
            what: `${quotedText(plainFiles[0] ?? '')} is a file where certbot expects a link into its archive, so it does not renew`,
            evidence: plainFiles.map((file) => ({ label: 'No link', text: file })),
          },
        ]),
    ...settingsTrouble(subject, lineage, host),
    ...endingCredentials(subject, lineage, now),
    ...overdue(subject, lineage, now, evidence),
    ...inactive(subject, lineage, renewers, host, now),
  ];
}

/** As long as it may take to notice, and to get another one. */
const credentialNotice = 14 * day;

function endingCredentials(subject: string, { client, credentials = [] }: Lineage, now: Date): readonly Made[] {
  return credentials.flatMap(({ file, key, expires }): readonly Made[] => {
    const leftMs = Date.parse(expires) - now.getTime();
    if (leftMs > credentialNotice) return [];
    const when = leftMs > 0 ? `ends in ${durationWords(leftMs)}` : `ended ${durationWords(-leftMs)} ago`;
    return [
      {
        problem: 'credentials-expiring',
        ...(leftMs > 0 ? {} : { severity: 'error' as const }),
        subject,
        what: `the token ${quotedText(key)}, which ${client} needs to renew, ${when}`,
        evidence: [{ label: `Credentials of ${client}`, text: `${file}: ${key}, until ${momentWords(expires)}` }],
      },
    ];
  });
}

/** What in its settings keeps a client from renewing, or has it renew at the wrong time. */
function settingsTrouble(
  subject: string,
  { client, settings, leaf, missingRoots = [] }: Lineage,
  { servers }: HostObservation,
): readonly Made[] {
  if (settings === undefined) return [];
  const { file, broken, switchedOff, method, installer, beforeDays } = settings;
  const evidence = [{ label: `Settings of ${client}`, text: file }];
  if (broken !== null) {
    const problem = client === 'certbot' ? 'certbot-renewal-conf' : 'client-state-corrupt';
    return [{ problem, subject, what: `${client} cannot use ${quotedText(file)}: ${broken}`, evidence }];
  }
  if (switchedOff) {
    const what = `${client} is told not to renew this certificate (autorenew is off)`;
    return [{ problem: 'automation-inactive', subject, what, evidence }];
  }
  const wantsNginx = client === 'certbot' && [method, installer].includes('nginx');
  const [missing] = missingRoots;
  return [
    ...(wantsNginx && !servers.some(({ software, program }) => software === 'nginx' && program !== '')
      ? [
          {
            problem: 'nginx-binary-missing',
            subject,
            what: 'certbot renews by nginx, which is not found here',
            evidence,
          } as const,
        ]
      : []),
    ...(missing === undefined
      ? []
      : [
          {
            problem: 'acme-client-setup' as const,
            subject,
            what: `${client} puts its proof into ${quotedText(missing)}, which is not there`,
            evidence: [...evidence, ...missingRoots.map((root) => ({ label: 'Missing web root', text: root }))],
          },
        ]),
    ...(leaf === null || beforeDays === null ? [] : wrongWindow(subject, leaf, beforeDays, client, evidence)),
  ];
}

/**
 * Fixed days against the lifetime: most of it left means a renewal at every run, less than a tenth leaves no time for a
 * failure. A third is what CAs advise (Let's Encrypt's integration guide), half of it below ten days.
 */
function wrongWindow(
  subject: string,
  { notBefore, notAfter }: CertificateFacts,
  beforeDays: number,
  client: RenewerKind,
  evidence: readonly Evidence[],
): readonly Made[] {
  const lifetime = Date.parse(notAfter) - Date.parse(notBefore);
  const share = (beforeDays * day) / lifetime;
  if (!(share > 0.8 || share < 0.1)) return [];
  const figure = `${beforeDays === 1 ? '1 day' : `${beforeDays} days`} before the end of ${durationWords(lifetime)}`;
  const what =
    share > 0.8
      ? `${client} renews this certificate when it is hardly used: ${figure}`
      : `${client} renews this certificate when hardly any time is left: ${figure}`;
  return [{ problem: 'renewal-window-wrong', subject, what, evidence }];
}

/** A run of a client takes minutes; certbot's random sleep at most eight. */
const longestRun = 3_600_000;

/** What holds for all that a client keeps. */
function judgeClient(subject: string, client: RenewerKind, host: HostObservation, now: Date): readonly Made[] {
  const renewers = host.renewers.filter((one) => one.client === client);
  const stuck = renewers.filter(({ job }) => {
    return job?.runningSince != null && now.getTime() - Date.parse(job.runningSince) > longestRun;
  });
  const failing = renewers.filter(({ failed, active }) => failed === true && active !== false);
  const forgotten = renewers.filter(({ active, job }) => active === true && job?.enabled === false);
  const isKept = renewers.some(({ active, job }) => active !== false && job?.enabled !== false);
  const corrupt = (host.accounts ?? []).filter((account) => account.client === client && account.broken !== null);
  return [
    ...stuck.slice(0, 1).map(({ where, job }): Made => ({
      problem: 'automation-stuck',
      subject,
      what: `${quotedText(where)} has been running since ${momentWords(job?.runningSince ?? '')}`,
      evidence: jobEvidence(stuck),
    })),
    ...failing.slice(0, 1).map(({ where, job, lastRun }): Made => ({
      problem: 'automation-failing',
      subject,
      what: `the last run of ${quotedText(where)} failed`,
      figures: [
        ...(job?.result == null ? [] : [quotedText(job.result)]),
        ...(lastRun === null ? [] : [momentWords(lastRun)]),
      ],
      evidence: jobEvidence(failing),
    })),
    ...(isKept ? [] : forgotten.slice(0, 1)).map(({ where }): Made => ({
      problem: 'automation-inactive',
      severity: 'warning',
      subject,
      what: `${quotedText(where)} runs now, but is not enabled: it is gone when the machine restarts`,
      evidence: jobEvidence(forgotten),
    })),
    ...corrupt.slice(0, 1).map(({ file, broken }): Made => ({
      problem: 'client-state-corrupt',
      subject,
      what: `${client} cannot use its account in ${quotedText(file)}: ${broken ?? ''}`,
      evidence: [{ label: `Account of ${client}`, text: file }],
    })),
  ];
}

function jobEvidence(renewers: readonly Renewer[]): readonly Evidence[] {
  return renewers.map(({ by, where, active, lastRun, nextRun, failed, job }) => ({
    label: where,
    text: [
      by,
      active === null ? 'state not known' : active ? 'active' : 'not active',
      ...(job?.enabled === false ? ['not enabled'] : []),
      ...(job?.schedule == null ? [] : [`runs ${job.schedule}`]),
      lastRun === null ? 'no run known' : `last run ${momentWords(lastRun)}`,
      ...(failed === true ? [`its last run failed${job?.result == null ? '' : ` (${job.result})`}`] : []),
      ...(nextRun === null ? [] : [`next ${momentWords(nextRun)}`]),
      ...(job?.command == null ? [] : [job.command]),
    ].join(', '),
  }));
}

function overdue(
  subject: string,
  { leaf, client }: Lineage,
  now: Date,
  evidence: readonly Evidence[],
): readonly Made[] {
  if (leaf === null) return [];
  const { state, leftMs } = lifetimeOf(leaf, now);
  if (state !== 'expiring' && state !== 'expired') return [];
  const left = state === 'expired' ? `expired ${durationWords(leftMs)} ago` : `ends in ${durationWords(leftMs)}`;
  return [
    {
      problem: 'renewal-overdue',
      subject,
      what: `${client} should have renewed this certificate, which ${left}`,
      evidence,
    },
  ];
}

function inactive(
  subject: string,
  { client }: Lineage,
  renewers: readonly Renewer[],
  { unseen }: HostObservation,
  now: Date,
): readonly Made[] {
  const evidence = jobEvidence(renewers);
  if (renewers.some(({ active }) => active !== false)) {
    const silent = renewers.every(
      ({ active, lastRun }) =>
        active === true && lastRun !== null && now.getTime() - Date.parse(lastRun) > longestSilence,
    );
    if (!silent) return [];
    return [
      {
        problem: 'automation-inactive',
        subject,
        what: `what should renew by ${client} has not run for days`,
        evidence,
      },
    ];
  }
  // Another user's crontab may hold the job.
  if (renewers.length === 0 && unseen.some(({ what }) => what.includes('crontab'))) return [];
  const what =
    renewers.length === 0
      ? `no timer, cron job or service here runs ${client}`
      : `the job that should run ${client} is not active`;
  return [{ problem: 'automation-inactive', subject, what, evidence }];
}
