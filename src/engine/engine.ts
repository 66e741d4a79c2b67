import type { DomainIntent } from '../core/domain/intent.ts';
import type { DomainReport } from '../core/domain/report.ts';
import type { LogReport } from '../core/log/report.ts';
import type { DomainName } from '../core/domain/name.ts';
import type { CertificateFile } from './observe/certificate-file.ts';
import type { DomainEntry, ParsedConfig } from './discover/config-file.ts';
import type { IssueReport, IssueRequest } from '../core/acme/issuance.ts';
import type { LogPlace } from './read/log-places.ts';
import type { LineRange, LogLine } from './read/read-lines.ts';

/** How the network is looked at. Comes from machine-scoped settings or from options, never from a workspace file. */
export interface NetworkOptions {
  /** Resolvers asked beside the system's own, as `HOST`, `HOST:PORT` or `[HOST]:PORT`. */
  readonly resolvers: readonly string[];
  /** Do not ask the system's resolver. */
  readonly skipSystemResolver: boolean;
  /** Files of PEM roots that are trusted beside the bundled Mozilla store. */
  readonly rootFiles: readonly string[];
  /** Look also at loopback, private, link-local and documentation addresses. */
  readonly allowPrivate: boolean;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Deadline of the whole check of one domain, in milliseconds. */
  readonly timeoutMs: number;
  /** The ACME directory of the CA that issues, by whose rules is judged; null: Let's Encrypt. Nothing is asked of it. */
  readonly directoryUrl: string | null;
}

export const defaultNetwork: NetworkOptions = {
  resolvers: [],
  skipSystemResolver: false,
  rootFiles: [],
  allowPrivate: false,
  httpPort: 80,
  httpsPort: 443,
  timeoutMs: 15_000,
  directoryUrl: null,
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
}

/** What every long call takes: how to stop it, whom to tell, whom to ask. */
export interface Run {
  readonly signal: AbortSignal;
  progress(this: void, progress: Progress): void;
  /** False: the user said no, or nobody could be asked. */
  confirm(this: void, act: PlannedAct): Promise<boolean>;
}

export interface ScanRequest {
  /** A file is read from disk; text is what an editor holds. */
  readonly log: { readonly path: string } | { readonly text: string; readonly path: string | null };
}

/** What the engine does for the outside: the extension (over a worker thread), the CLI and the tests (directly). */
export interface Engine {
  /** Looks at every name of the domain and judges what was seen. Never rejects for what the network does: that is `unknown`. */
  check(intent: DomainIntent, network: NetworkOptions, run: Run): Promise<DomainReport>;
  /** Reads a log and names what went wrong. Rejects with `ReadError` where the file cannot be read. */
  scan(request: ScanRequest, run: Run): Promise<LogReport>;
  /** Lines of a log on disk, numbered as its report numbers them. Rejects as `scan` does. */
  readLines(path: string, ranges: readonly LineRange[], run: Run): Promise<readonly LogLine[]>;
  /** Which of the places (`~` and `*` stand for what they do in a shell) hold a log, and who may read it. */
  lookAtPlaces(places: readonly string[], run: Run): Promise<readonly LogPlace[]>;
  /** Issues one certificate, journaled, and proves that it is served. The report says how far it came; only misuse rejects. */
  issue(request: IssueRequest, network: NetworkOptions, run: Run): Promise<IssueReport>;
  /** Reads the text of a cert-doctor.json; wrong entries become errors at their place. */
  readConfig(text: string, run: Run): Promise<ParsedConfig>;
  /** The text with one domain added; comments and layout stay. */
  addDomain(text: string, entry: DomainEntry, run: Run): Promise<string>;
  /** What a certificate file says. Rejects with `CertificateFileError`; reason `password` asks for another one. */
  readCertificateFile(path: string, password: string, run: Run): Promise<CertificateFile>;
  /** The text without the domain of that first name. */
  removeDomain(text: string, name: DomainName, run: Run): Promise<string>;
}
