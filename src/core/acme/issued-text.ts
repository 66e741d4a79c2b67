import type { DeployPlan } from './deploy-plan.ts';
import type { IssuanceStep, IssueReport } from './issuance.ts';

/** What has come of an issuance that went to its end, in sentences that claim no more than was seen. */
export function issuedText({ reached, certificate }: IssueReport, deploy: DeployPlan | null): string {
  if (certificate === null) return 'There is no certificate.';
  const what = `serial number ${certificate.serialNumber}, valid until ${certificate.notAfter}`;
  if (reached === 'verified') return `In use: ${what}. Every address serves it.`;
  if (deploy === null || (deploy.files.length === 0 && deploy.reload === null)) {
    return `Stored: ${what}. Nothing was named that brings it to a server; its files are in ${certificate.folder}.`;
  }
  const reload = deploy.reload === null ? ' No reload is planned: a server reads it when it is reloaded.' : '';
  return `In place: ${what}. Not every address was seen to serve it yet.${reload}`;
}

/** Records that are needed no more and may still stand in DNS, with what to do, as lines; none where none do. */
export function leftRecordLines({ recordsToRemove = [] }: Pick<IssueReport, 'recordsToRemove'>): readonly string[] {
  if (recordsToRemove.length === 0) return [];
  const lines = recordsToRemove.map(({ owner, value }) => `  ${owner} TXT "${value}"`);
  return ['These records are needed no more; remove those that still stand in DNS:', ...lines];
}

/** What has come of a roll back that went to its end. */
export function rolledBackText({ certificate }: IssueReport): string {
  return certificate === null
    ? 'What stood there before is in its place again.'
    : `The certificate before is used again: serial number ${certificate.serialNumber}, valid until ${certificate.notAfter}.`;
}

const stopWords: Readonly<Record<IssuanceStep, string>> = {
  planned: 'before the CA was asked for anything',
  key: 'after the key was written, before the order',
  ordered: 'after the order was made',
  authorized: 'after control of the names was proven',
  finalizing: 'while the certificate was asked for',
  issued: 'after the CA issued the certificate',
  stored: 'after the certificate was stored',
  deployed: 'after the certificate was put in place',
  verified: 'after every address served the certificate',
};

/** Where a run was cancelled, and what that means for the next one. */
export function cancelledText(reached: IssuanceStep): string {
  return `was stopped ${stopWords[reached]}.${reached === 'planned' ? '' : ' The next try goes on from there.'}`;
}
