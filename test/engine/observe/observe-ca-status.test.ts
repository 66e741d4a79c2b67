import { expect, it, test } from 'vitest';
import { letsEncrypt } from '../../../src/core/acme/ca-facts.ts';
import { readCaStatus, type CaStatusObservation } from '../../../src/core/acme/ca-status.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { observeCaStatus } from '../../../src/engine/observe/observe-ca-status.ts';
import { healthy, intent, judged } from '../../core/judge/recorded.ts';
import { authority, server } from '../certificate-builder.ts';
import { https, listen, rootFile, unwatched } from './small-world.ts';

// A page in the form of status.io's public API, as Let's Encrypt has one.

const root = authority({ subject: 'Test Root' });
const own = server({ subject: 'localhost', names: ['localhost'], by: root });
const key = own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const page = 'https://status.example/';

const state = (status: string, status_code: number) => ({ status, status_code });
const production = 'acme-v02.api.letsencrypt.org (Production)';

async function seen(body: string, changed: { readonly trusted?: boolean; readonly status?: number } = {}) {
  const site = https({ key, cert: own.pem }, (_, response) => response.writeHead(changed.status ?? 200).end(body));
  const port = await listen(site);
  return await observeCaStatus(
    { status: { api: `https://localhost:${port}/1.0/status/x`, page } },
    { rootFiles: changed.trusted === false ? [] : [rootFile(root.pem)], caRootFile: null, timeoutMs: 3_000 },
    unwatched.signal,
  );
}

function foundIn(observation: CaStatusObservation | null) {
  const report = judged(intent('example.com'), { ...healthy('example.com'), caStatus: observation });
  return report.findings.map(({ problem, severity, message }) => ({ problem, severity, message }));
}

it.each([
  ['all is well', [100, 100], undefined, []],
  ['its website is down', [500, 100], undefined, []],
  ['it is at work on its service', [200, 200], 'Planned Maintenance', ['info']],
  ['it is slow', [300, 300], 'Degraded Performance', ['info']],
  ['it is out of order', [500, 500], 'Service Disruption', ['warning']],
] as const)('where %s', async (_, [website, service], words, severities) => {
  const observation = await seen(
    JSON.stringify({
      result: {
        status_overall: state(words ?? 'Something', Math.max(website, service)),
        status: [
          { name: production, ...state(words ?? 'Operational', service) },
          { name: 'letsencrypt.org', ...state('Something', website) },
        ],
        incidents: service >= 400 ? [{ name: 'Elevated errors\u202e' }] : [],
        maintenance: { active: service === 200 ? [{ name: 'Boulder deploy' }] : [], upcoming: [{ name: 'later' }] },
      },
    }),
  );
  const found = foundIn(observation);
  expect(found.map(({ severity }) => severity)).toEqual(severities);
  if (words !== undefined) expect(found[0]?.message).toContain(`Let's Encrypt: the CA says of its service: ${words}`);
  if (service >= 400) expect(found[0]?.message).toContain('(Elevated errors\\u{202e})');
  if (service === 200) expect(found[0]?.message).toContain('(Boulder deploy)');
});

it.each([
  ['no JSON', '<html>'],
  ['something else', '{"status":"ok"}'],
  ['wrong types', '{"result":{"status_overall":{"status":1,"status_code":"100"}}}'],
])('%s says nothing of the CA', async (_, body) => {
  const observation = await seen(body);
  expect(observation?.outcome.kind).toBe('failed');
  expect(foundIn(observation)).toEqual([]);
});

test('whoever cannot prove to be the page says nothing of the CA', async () => {
  const all = JSON.stringify({ result: { status_overall: state('Service Disruption', 500) } });
  const observation = await seen(all, { trusted: false });
  expect(observation?.outcome).toMatchObject({
    kind: 'failed',
    text: expect.stringContaining('not trusted') as string,
  });
  expect(foundIn(observation)).toEqual([]);
});

test('only Let’s Encrypt’s page is known, and lists are read to a bound', () => {
  expect(letsEncrypt.status?.api).toMatch(/^https:\/\/api\.status\.io\/1\.0\/status\/[0-9a-f]{24}$/);
  const incidents = Array.from({ length: 1_000 }, (_, at) => ({ name: String(at) }));
  expect(readCaStatus({ result: { status_overall: state('x', 500), incidents } })?.incidents).toHaveLength(50);
});

test.each([
  [undefined, false],
  [false, false],
  [true, true],
])('with consent %s the page is asked: %s', async (askCaStatus, isAsked) => {
  const directoryUrl = 'https://acme-v02.api.letsencrypt.org/directory';
  // So little time that nothing leaves this machine.
  const network = {
    ...defaultNetwork,
    skipSystemResolver: true,
    resolvers: ['127.0.0.1:9'],
    timeoutMs: 1,
    directoryUrl,
  };
  const asked = { ...network, ...(askCaStatus === undefined ? {} : { askCaStatus }) };
  const { observations } = await createEngine().check(intent('example.com'), asked, unwatched);
  expect(observations.caStatus !== undefined).toBe(isAsked);
});
