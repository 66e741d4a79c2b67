import type { CertificateFacts } from '../certificate/facts.ts';
import type { AcmeAccount } from './acme-account.ts';
import type { ClusterCertificate, ClusterIssuer } from './cluster-certificate.ts';
import type { Credential } from './credential.ts';
import type { Fact } from './fact.ts';
import type { HostsEntry } from './hosts-file.ts';
import type { MachineFacts } from './machine-facts.ts';
import type { RenewalSettings } from './renewal-settings.ts';
import type { ServerSoftware } from './site.ts';
import type { WebServer } from './web-server.ts';

/** What the machine on which Cert Doctor runs shows of itself, where it is the server of the domain. Read, never changed. */
export interface HostObservation {
  /** `PRETTY_NAME` of os-release; empty where there is none. Hostile. */
  readonly system: string;
  /** The machine's own addresses, canonical, without loopback and link-local. */
  readonly addresses: readonly string[];
  /** Who listens on the ports of HTTP and HTTPS; null where this system does not tell. */
  readonly listeners: readonly Listener[] | null;
  /** The web servers that are installed and configured here. */
  readonly servers: readonly WebServer[];
  /** The certificate and key files that the web servers' sites for the domain name. */
  readonly files: readonly ServedFile[];
  readonly lineages: readonly Lineage[];
  /** Accounts with CAs that the clients here have; missing in older recordings. */
  readonly accounts?: readonly AcmeAccount[];
  readonly renewers: readonly Renewer[];
  readonly disks: readonly DiskSpace[];
  /** What the hosts file says of the names and of CAs; missing where it was not read, and in older recordings. */
  readonly hostsFile?: readonly HostsEntry[];
  /** What cert-manager keeps in the cluster that kubectl here reaches; missing where it is set up for none. */
  readonly cluster?: Fact<readonly ClusterCertificate[]>;
  /** The issuers of cert-manager there; missing where nothing was learned of them. */
  readonly issuers?: readonly ClusterIssuer[];
  /** Missing in older recordings. */
  readonly machine?: MachineFacts;
  /** What this user may not see, and what would show it. */
  readonly unseen: readonly Unseen[];
}

export interface Listener {
  readonly address: string;
  readonly port: number;
  /** The program's name (`comm`), hostile; null where another user's process hides it. */
  readonly program: string | null;
}

/** One pair of a site, looked at on disk. */
export interface ServedFile {
  readonly software: ServerSoftware;
  readonly certificate: string;
  readonly key: string;
  readonly state: FileState;
  readonly keyState: FileState;
  /** Null where the certificate was not read. */
  readonly leaf: CertificateFacts | null;
  /** Whether the key belongs to the certificate; null where one of them was not read. */
  readonly matches: boolean | null;
  /** Others than owner and group may read the key; null where it was not looked at. */
  readonly keyOpenToAll: boolean | null;
}

/** `no-key`: it can be read, and holds none where one has to be. */
export type FileState = 'read' | 'missing' | 'not-permitted' | 'not-pem' | 'no-key';

/** What an ACME client keeps of one certificate. */
export interface Lineage {
  readonly client: RenewerKind;
  /** The lineage's own name, such as certbot's; hostile. */
  readonly name: string;
  readonly certificate: string;
  readonly state: FileState;
  readonly leaf: CertificateFacts | null;
  /** Missing where the client keeps none, or they cannot be read. */
  readonly settings?: RenewalSettings;
  /** Links of certbot's `live` that are plain files, so that certbot does not find its versions. */
  readonly plainFiles?: readonly string[];
  /** Web roots of its settings that are not there. */
  readonly missingRoots?: readonly string[];
  /** What it proves control with, as far as that tells when it ends; missing in older recordings. */
  readonly credentials?: readonly Credential[];
}

export type RenewerKind = 'certbot' | 'acme.sh' | 'lego' | 'dehydrated' | 'caddy' | 'clpctl';

/** Something that is meant to renew: a timer, a cron job, a service that does it by itself. */
export interface Renewer {
  readonly client: RenewerKind;
  readonly by: 'systemd-timer' | 'cron' | 'service';
  /** Unit or file. */
  readonly where: string;
  /** Null where the system does not tell. */
  readonly active: boolean | null;
  /** ISO 8601, UTC; null where it has not run or nobody says. */
  readonly lastRun: string | null;
  readonly nextRun: string | null;
  /** Its last run failed; null where nobody says. */
  readonly failed: boolean | null;
  /** Missing in older recordings. */
  readonly job?: RenewalJob;
}

/** What runs a client, in more detail. All text is hostile. */
export interface RenewalJob {
  /** It begins with the machine; null where the system does not tell. */
  readonly enabled: boolean | null;
  /** The command as it is configured; null where it was not seen. */
  readonly command: string | null;
  /** `*-*-* 00,12:00:00` of systemd, `0 0,12 * * *` of cron; null where nobody says. */
  readonly schedule: string | null;
  /** How its last run ended, in the system's word: `success`, `exit-code`, `timeout`; null where nobody says. */
  readonly result: string | null;
  /** ISO 8601, UTC: since when its run is under way; null where none is. */
  readonly runningSince: string | null;
}

export interface DiskSpace {
  readonly path: string;
  readonly freeBytes: number;
  readonly freeFiles: number;
}

export interface Unseen {
  readonly what: string;
  /** What would show it, such as a command for root. */
  readonly how: string;
}
