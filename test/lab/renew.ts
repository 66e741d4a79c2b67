// Renews by a client, to be run inside the lab: `renew.ts JSON [STEP]`, cancelled at a step. Prints the report, what was shown before, and what was told meanwhile.
import type { ClientCertificate } from '../../src/core/acme/client-renewal.ts';
import { createLogScanner } from '../../src/core/log/diagnose.ts';
import { renewByClient } from '../../src/engine/act/renew/renew-by-client.ts';

const certificate = JSON.parse(process.argv[2] ?? '') as ClientCertificate & { readonly dryRun: boolean };
const confirmed: (readonly string[] | null)[] = [];
const told: string[] = [];
const cancel = new AbortController();
const run = {
  signal: AbortSignal.any([cancel.signal, AbortSignal.timeout(150_000)]),
  progress: ({ step }: { readonly step: string }) => {
    if (step === process.argv[3]) cancel.abort();
  },
  confirm: ({ argv }: { readonly argv: readonly string[] | null }) => {
    confirmed.push(argv);
    return Promise.resolve(true);
  },
  update: ({ cause }: { readonly cause: { readonly problem: string } | null }) => {
    if (cause !== null) told.push(cause.problem);
  },
};
const report = await renewByClient(certificate, run, createLogScanner());
console.log(JSON.stringify({ report, confirmed, told }));
