import type { HostObservation, Lineage, Renewer, ServedFile } from '../../../src/core/host/host-observation.ts';
import type { WebServer } from '../../../src/core/host/web-server.ts';
import type { Landmarks } from '../../../src/core/domain/landmarks.ts';
import type { LogFinding } from '../../../src/core/log/report.ts';
import type { PageContent, PageObservation } from '../../../src/core/page/page-observation.ts';
import type { Known, KnownLog } from '../../../src/core/playbook/look.ts';
import type { CaObservation } from '../../../src/core/acme/ca-observation.ts';
import type { FileRequest } from '../../../src/core/certificate/certificate-file.ts';
import { at, leaf } from './recorded-report.ts';

/** The server of the recorded reports as it shows itself: nginx, certbot and its timer, everything as it should be. */
const seen = { at, from: 'web-1', ms: 4 };
const folder = '/etc/letsencrypt/live/example.com';
export const bothNames = [
  { kind: 'dns', value: 'example.com' },
  { kind: 'dns', value: 'www.example.com' },
] as const;

export function keptLeaf(serialNumber: string, notAfter = '2027-02-23T09:00:00.000Z') {
  return { ...leaf(serialNumber), names: bothNames, notAfter };
}

export const nginx: WebServer = {
  software: 'nginx',
  program: '/usr/sbin/nginx',
  configFile: '/etc/nginx/nginx.conf',
  running: true,
  sites: [
    {
      software: 'nginx',
      file: '/etc/nginx/sites-enabled/example.com',
      line: 1,
      names: ['example.com', 'www.example.com'],
      listens: [
        { address: '*', port: 80, ssl: false, defaultServer: false },
        { address: '*', port: 443, ssl: true, defaultServer: false },
      ],
      certificates: [`${folder}/fullchain.pem`],
      keys: [`${folder}/privkey.pem`],
      automatic: false,
      root: '/var/www/example.com',
    },
  ],
  disabled: [],
  brokenLinks: [],
  test: { command: 'nginx -t', passed: true, output: 'test is successful' },
  syntax: null,
};

export const servedFile: ServedFile = {
  software: 'nginx',
  certificate: `${folder}/fullchain.pem`,
  key: `${folder}/privkey.pem`,
  state: 'read',
  keyState: 'read',
  leaf: keptLeaf('01'),
  matches: true,
  keyOpenToAll: false,
};

export const lineage: Lineage = {
  client: 'certbot',
  name: 'example.com',
  certificate: `${folder}/fullchain.pem`,
  state: 'read',
  leaf: keptLeaf('01'),
};

export const timer: Renewer = {
  client: 'certbot',
  by: 'systemd-timer',
  where: 'certbot.timer',
  active: true,
  lastRun: '2026-11-25T02:00:00.000Z',
  nextRun: '2026-11-25T14:00:00.000Z',
  failed: false,
};

export const closedFolder = { kind: 'folder', mode: 0o700, owner: 'root', group: 'root', openToAll: false } as const;

export const machine: HostObservation = {
  system: 'Debian GNU/Linux 12 (bookworm)',
  addresses: ['8.8.8.8', '203.0.113.10'],
  listeners: [
    { address: '0.0.0.0', port: 80, program: 'nginx' },
    { address: '0.0.0.0', port: 443, program: 'nginx' },
  ],
  servers: [nginx],
  files: [servedFile],
  lineages: [lineage],
  renewers: [timer],
  disks: [{ path: '/etc/letsencrypt', freeBytes: 5_000_000_000, freeFiles: 100_000 }],
  machine: {
    release: { known: true, value: { id: 'debian', version: '12' } },
    user: { name: 'root', isRoot: true, maySudo: { known: true, value: true } },
    timeZone: { known: true, value: 'Europe/Berlin' },
    clockSynchronised: { known: true, value: true },
    load: { known: true, value: { averages: [0.1, 0.2, 0.1], processors: 2 } },
    memory: { known: true, value: { totalBytes: 4_000_000_000, availableBytes: 2_000_000_000 } },
    rights: [{ path: '/etc/letsencrypt/archive', rights: { known: true, value: closedFolder } }],
    siteFolders: [
      {
        software: 'nginx',
        path: '/var/www/example.com',
        rights: { known: true, value: { ...closedFolder, mode: 0o755, openToAll: true } },
        serverUser: 'www-data',
        blockedAt: null,
      },
    ],
  },
  hostsFile: [],
  unseen: [],
};

export const ca: CaObservation = {
  directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory',
  outcome: {
    kind: 'answer',
    status: 200,
    distrust: null,
    clockAheadMs: 120,
    directory: {
      termsOfService: null,
      caaIdentities: ['letsencrypt.org'],
      renewalInfo: null,
      profiles: ['classic'],
      externalAccountRequired: false,
    },
  },
  renewals: [],
  seen,
};

export function page(name: string, change: Partial<PageContent> = {}): PageObservation {
  const url = `https://${name}/`;
  const content = { insecure: [], insecureCount: 0, upgrades: false, wordPress: false, complete: true, ...change };
  return {
    name,
    address: '203.0.113.10',
    url,
    hops: [{ url, address: '203.0.113.10', status: 200, location: null, server: 'nginx', ms: 5 }],
    outcome: { kind: 'response', status: 200, contentType: 'text/html', body: '', bytes: 900, content },
    seen,
  };
}

export function logOf(change: Partial<KnownLog> = {}): KnownLog {
  return {
    path: '/var/log/letsencrypt/letsencrypt.log',
    format: 'certbot',
    findings: [],
    attempts: [{ startLine: 1, endLine: 40, names: ['example.com'], outcome: 'succeeded', cause: null }],
    ...change,
  };
}

export function logFinding(change: Partial<LogFinding>): LogFinding {
  const place = { line: 12, column: 1, endLine: 12, endColumn: 40 };
  return {
    problem: 'certbot-lock',
    severity: 'error',
    signature: 'certbot/lock',
    ...place,
    subject: '',
    message: 'another certbot is at work',
    captures: {},
    ...change,
  };
}

/** What the checks of the recorded reports leave behind. */
export const well: Landmarks = {
  at: '2026-11-01T10:00:00.000Z',
  records: { 'CAA example.com': [], 'CAA www.example.com': [] },
  served: {},
  listeners: ['nginx at 0.0.0.0:443', 'nginx at 0.0.0.0:80'],
  sites: null,
};

export const goodRequest: FileRequest = {
  names: bothNames,
  commonName: 'example.com',
  key: { algorithm: 'ec', bits: 256 },
  publicKey: 'ab',
  signatureAlgorithm: 'ECDSA with SHA-256',
  signed: true,
  subject: [],
  mustStaple: false,
  malformed: null,
};

export const knownGood: Known = {
  history: { good: well, seen: [well] },
  logs: [logOf(), logOf({ path: '/var/log/nginx/error.log', format: 'nginx-error', attempts: [] })],
  files: [
    {
      path: '/tmp/example.csr',
      file: {
        format: 'PEM',
        certificates: [],
        server: null,
        keys: [],
        requests: [goodRequest],
        broken: [],
        cut: false,
        openToAll: false,
      },
      findings: [],
      error: null,
    },
  ],
  targets: [],
  attempts: [
    {
      startedAt: '2026-11-25T09:00:00.000Z',
      endedAt: '2026-11-25T09:00:40.000Z',
      outcome: 'succeeded',
      stages: [{ at: '2026-11-25T09:00:30.000Z', what: 'The server was reloaded' }],
    },
    {
      startedAt: '2026-09-25T09:00:00.000Z',
      endedAt: '2026-09-25T09:00:35.000Z',
      outcome: 'succeeded',
      stages: [],
    },
  ],
};
