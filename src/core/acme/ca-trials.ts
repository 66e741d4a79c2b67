/** Where a CA lets clients try, without limits that hurt and without certificates that anybody trusts. */
const trials: readonly { readonly directory: string; readonly trial: string; readonly source: string }[] = [
  {
    directory: 'https://acme-v02.api.letsencrypt.org/directory',
    trial: 'https://acme-staging-v02.api.letsencrypt.org/directory',
    source: 'https://letsencrypt.org/docs/staging-environment/, read 2026-11-26',
  },
  {
    directory: 'https://dv.acme-v02.api.pki.goog/directory',
    trial: 'https://dv.acme-v02.test-api.pki.goog/directory',
    source: 'https://cloud.google.com/certificate-manager/docs/public-ca-tutorial, read 2026-11-22',
  },
];

/** The directory of the CA's trial service (staging); null where it has none, is one itself, or is not known here. */
export function trialDirectoryOf(directoryUrl: string): string | null {
  return trials.find(({ directory }) => directory === directoryUrl)?.trial ?? null;
}

/** Is it a trial service that is known here? */
export function isTrialDirectory(directoryUrl: string): boolean {
  return trials.some(({ trial }) => trial === directoryUrl);
}
