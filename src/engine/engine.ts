import type { ActRisk } from '../core/acme/act-risk.ts';
import type { CaDirectory } from '../core/acme/directory.ts';
import type { DomainIntent } from '../core/domain/intent.ts';
import type { DomainReport } from '../core/domain/report.ts';
import type { LogChange } from '../core/log/log-change.ts';
import type { LogReport } from '../core/log/report.ts';
import type { ReadErrorReason } from '../core/log/unreadable.ts';
import type { DomainName } from '../core/domain/name.ts';
import type { CertificateFile } from '../core/certificate/certificate-file.ts';
import type { Finding } from '../core/problem/finding.ts';
import type { DomainEntry, ParsedConfig } from './discover/config-file.ts';
import type { CaChoice, IssueReport, IssueRequest, IssueSecrets, UnseenAnswers } from '../core/acme/issuance.ts';
import type { ClientCertificate, ClientRenewalReport } from '../core/acme/client-renewal.ts';
import type { DueRenewal, RenewalsReport } from '../core/acme/renewal.ts';
import type { IssuePlan } from '../core/acme/issue-plan.ts';
import type { TxtRecord } from '../core/acme/placed-challenge.ts';
import type { KeyStoreLook } from '../core/host/key-store.ts';
import type { TargetLook } from './observe/target-reach.ts';
import type { LogPlace } from './read/log-places.ts';

/** How the network is looked at. Comes from machine-scoped settings or from options, never from a workspace file. */
export interface NetworkOptions {
  /** Resolvers asked beside the system's own, as `HOST`, `HOST:PORT`, `[HOST]:PORT`, `tcp://HOST`, `tls://HOST` or `https://HOST/PATH`. */
  readonly resolvers: readonly string[];
  /** Do not ask the system's resolver. */
  readonly skipSystemResolver: boolean;
  /** Files of PEM roots that are trusted beside the bundled Mozilla store. */
  readonly rootFiles: readonly string[];
  /** DNSSEC keys that are trusted beside the root's, or in their place, as `ZONE KEYTAG ALGORITHM DIGESTTYPE DIGEST`. */
  readonly trustAnchors: readonly string[];
  /** Look also at loopback, private, link-local and documentation addresses. */
  readonly allowPrivate: boolean;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Where name servers listen: 53, but in tests. */
  readonly authorityPort: number;
  /** Deadline of the whole check of one domain, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * The ACME directory of the CA that issues, by whose rules is judged; null: Let's Encrypt. It is read, and nothing else
   * asked of the CA, where its names in CAA records are not known here.
   */
  readonly directoryUrl: string | null;
  /** Ask the CA itself too: its directory, its time, when to renew. Only where the user named it. */
  readonly lookAtCa: boolean;
  /** Ask for the CA's status page too, at whoever keeps it: another party, so only where the user wants it. */
  readonly askCaStatus?: boolean;
  /** A PEM file by which the CA's own HTTPS is trusted beside the usual roots; null: none. */
  readonly caRootFile: string | null;
}

export const defaultNetwork: NetworkOptions = {
  resolvers: [],
  skipSystemResolver: false,
  rootFiles: [],
  trustAnchors: [],
  allowPrivate: false,
  httpPort: 80,
  httpsPort: 443,
  authorityPort: 53,
  timeoutMs: 15_000,
  directoryUrl: null,
  lookAtCa: false,
  caRootFile: null,
};

/** A step of a long job, for the user's eyes. */
export interface Progress {
  readonly step: string;
  /** 0 to 1 where it is known. */
  readonly fraction?: number;
}

/** Something that changes the world, shown to the user word for word before it is done. */
export interface PlannedAct {
  readonly title: string;
  /** Why it is needed, one sentence. */
  readonly why: string;
  /** The command that will run, as an argument vector; null where no command runs. */
  readonly argv: readonly string[] | null;
  /** Records that the user shall write; yes means that they are written. They are looked for at every name server then. */
  readonly records?: readonly TxtRecord[];
  /** What speaks against it; missing: nothing. */
  readonly risk?: ActRisk;
  /** What the risk `token-not-seen` is about. */
  readonly unseen?: UnseenAnswers;
}

/** What every long call takes: how to stop it, whom to tell, whom to ask. */
export interface Run {
  readonly signal: AbortSignal;
  progress(this: void, progress: Progress): void;
  /** False: the user said no, or nobody could be asked. */
  confirm(this: void, act: PlannedAct): Promise<boolean>;
}

export interface ScanRequest {
  readonly log:
    /** Read from disk, plain or gzip. */
    | { readonly path: string }
    /** What an editor holds. */
    | { readonly text: string; readonly path: string | null }
    /** What a pipe brings, plain or gzip. Only where the engine is called directly: a stream crosses no thread. */
    | { readonly bytes: AsyncIterable<Uint8Array>; readonly path: string };
}

/**
 * What the newest part of a large log says, told before all of it is read. How many lines stand before the part is not
 * known yet, so its lines are counted from the part's own first line; `lines` and `bytes` are those of the part.
 */
export interface LogPreview extends LogReport {
  /** Where the part begins in the file, and the size of the file, in bytes. The part ends where the file does. */
  readonly part: { readonly start: number; readonly fileSize: number };
}

export interface ScanRun extends Run {
  /** Called at most once, before the scan ends, and only for a large plain file. */
  preview?(this: void, newest: LogPreview): void;
}

/** What a followed log says now. Lines are those of one file on disk. */
export interface FollowReport extends LogReport {
  /**
   * Counts the files that the log has been since the call, from 1: rises when it is rotated, truncated or made anew.
   * A lower number than before is the end of a rotated file that its writer had not closed yet.
   */
  readonly file: number;
  /** Why nothing more can be read now, such as `not-found` between two files; null where it can. */
  readonly trouble: ReadErrorReason | null;
}

export interface FollowRun extends Run {
  /** Called when the log says something else than before, at most about ten times a second. */
  update(this: void, report: FollowReport): void;
}

/** A renewal by the client that owns the certificate. */
export interface RenewRun extends Run {
  /** What the client has written so far says, at most ten times a second. */
  update?(this: void, report: FollowReport): void;
}

/** A log that the engine keeps, so that a change costs what is changed. */
export interface OpenLog {
  /** Chosen by the caller, such as the URI of a document. */
  readonly id: string;
  readonly text: string;
}

/** Lines of a log on disk, 1-based and inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A line as a report counts it, without its end; of a long one the first 64 KiB. */
export interface LogLine {
  readonly line: number;
  readonly text: string;
}

/** Whole lines put in the place of whole lines. */
export interface LineEdit {
  /** The first line that is taken out, or before which lines are put in; 1-based. One more than there are: at the end. */
  readonly fromLine: number;
  /** How many lines are taken out. */
  readonly removed: number;
  /** What is put in, without line ends. */
  readonly lines: readonly string[];
}

/** Certificates, requests and keys on disk to be judged. */
export interface InspectRequest {
  readonly paths: readonly string[];
  /** Opens key stores and encrypted keys. */
  readonly password: string;
  /** The name that the certificates are for, in A-labels, or an address; null where it is not said. */
  readonly host: string | null;
  /** The only roots that are trusted; none: those bundled with Node.js. */
  readonly rootFiles: readonly string[];
  /** Judge as of this moment (ISO 8601); null: now. */
  readonly at: string | null;
}

export interface InspectedFile {
  readonly path: string;
  /** Null where it could not be read. */
  readonly file: CertificateFile | null;
  readonly findings: readonly Finding[];
  /** Why it could not be read; `password` asks for another one. */
  readonly error: {
    readonly reason: 'too-large' | 'unreadable' | 'no-certificate' | 'password';
    readonly message: string;
  } | null;
}

/** What the engine does for the outside: the extension (over a worker thread), the CLI and the tests (directly). */
export interface Engine {
  /** Looks at every name of the domain and judges what was seen. Never rejects for what the network does: that is `unknown`. */
  check(intent: DomainIntent, network: NetworkOptions, run: Run): Promise<DomainReport>;
  /** Reads a log and names what went wrong. Rejects with `ReadError` where the file cannot be read. */
  scan(request: ScanRequest, run: ScanRun): Promise<LogReport>;
  /**
   * Keeps a log that is edited, in the place of one with the same id. Its lines are counted as an editor does: behind
   * the last line end stands one more, empty line. The engine may forget a log when it holds too much.
   */
  openLog(log: OpenLog, run: Run): Promise<LogReport>;
  /**
   * Edits a log that is open, one edit after the other, and says what it says now. Is always done, even where `run` is
   * aborted. Rejects with the name `UnknownLog` where the engine does not hold it (its thread was started again, or it
   * held too much): then it must be opened again.
   */
  changeLog(change: { readonly id: string; readonly edits: readonly LineEdit[] }, run: Run): Promise<LogChange>;
  /** Forgets a log, if it is open. */
  closeLog(log: { readonly id: string }): Promise<void>;
  /**
   * Reads a log on disk and whatever is written to it from then on, through rotation by rename, truncation and
   * re-creation; resolves when aborted, and at the end of a pipe. Rejects with `ReadError` where it cannot be read at the start; what befalls it
   * later is told in the reports.
   */
  followLog(log: Exclude<ScanRequest['log'], { readonly text: string }>, run: FollowRun): Promise<void>;
  /** Lines of a log on disk, numbered as its report numbers them. Rejects as `scan` does. */
  readLines(path: string, ranges: readonly LineRange[], run: Run): Promise<readonly LogLine[]>;
  /** Which of the places (`~` and `*` stand for what they do in a shell) hold a log, and who may read it. */
  lookAtPlaces(places: readonly string[], run: Run): Promise<readonly LogPlace[]>;
  /**
   * What an issuance will do, step by step with every command, and what speaks against it: DNS, CAA, ports, tokens, the
   * disk, the clock, the account and what is left of rate limits are looked at, and of the CA only its directory is asked.
   * Made for a preview: show `steps`, hold `checks` against it (`isReady`), then pass the same request to `issue`.
   */
  planIssue(request: IssueRequest, secrets: IssueSecrets, network: NetworkOptions, run: Run): Promise<IssuePlan>;
  /** Knocks at the ports by which a host that the user named gets its certificate (SSH, WinRM). Nothing is sent there. */
  knock(host: string, run: Run): Promise<readonly TargetLook[]>;
  /** A key store on this machine, as far as it is seen without its password. */
  lookAtKeyStore(path: string, run: Run): Promise<KeyStoreLook>;
  /** What a CA says of itself; null where it does not answer within eight seconds. It is asked for nothing else. */
  readCaDirectory(ca: Pick<CaChoice, 'directoryUrl' | 'rootFile'>, run: Run): Promise<CaDirectory | null>;
  /** Issues one certificate, journaled, and proves that it is served. The report says how far it came; only misuse rejects. */
  issue(request: IssueRequest, secrets: IssueSecrets, network: NetworkOptions, run: Run): Promise<IssueReport>;
  /**
   * What has to be renewed on this machine: what was issued into the storage, with its attempts and what the CA still allows,
   * and what ACME clients keep here. Reads only, and asks no CA.
   */
  renewals(storage: string, run: Run): Promise<RenewalsReport>;
  /**
   * Renews what was issued into the storage and is due, as it was asked for the last time, one after the other.
   * @param agreed the commands and files of the kept requests need no second yes; all else is asked
   */
  renewDue(
    request: { readonly storage: string; readonly secrets: IssueSecrets; readonly agreed: boolean },
    network: NetworkOptions,
    run: Run,
  ): Promise<readonly DueRenewal[]>;
  /**
   * Renews one certificate by the client that owns it, or only tries; its output is read as it comes. What came of it is
   * kept in the storage. Never rejects for what the client does.
   */
  renewByClient(
    certificate: ClientCertificate & { readonly dryRun: boolean; readonly storage: string },
    run: RenewRun,
  ): Promise<ClientRenewalReport>;
  /** Brings back into service what the last deployment replaced, in one step. The report says how far it came. */
  rollBack(request: IssueRequest, network: NetworkOptions, run: Run): Promise<IssueReport>;
  /** Reads the text of a cert-doctor.json; wrong entries become errors at their place. */
  readConfig(text: string, run: Run): Promise<ParsedConfig>;
  /** The text with one domain added; comments and layout stay. */
  addDomain(text: string, entry: DomainEntry, run: Run): Promise<string>;
  /** Reads and judges certificate files, in their order. Rejects with `NetworkOptionsError` where the roots cannot be used. */
  inspect(request: InspectRequest, run: Run): Promise<readonly InspectedFile[]>;
  /** The text with the platform of the domain of that first name, by its id in `core/platform`. */
  setPlatform(text: string, name: DomainName, platform: string, run: Run): Promise<string>;
  /** The text without the domain of that first name. */
  removeDomain(text: string, name: DomainName, run: Run): Promise<string>;
}
