import { lastAttempt, type JournalEntry, type JournalEvent } from './attempt.ts';

/**
 * How far a certificate is on its way to the server. Issued is not deployed: only a look at every address that saw the new
 * serial number makes it so.
 */
export type DeploymentStatus =
  'configuration pending' | 'deployment pending' | 'deployed' | 'deployment failed' | 'stopped';

export const deploymentMeaning: Readonly<Record<DeploymentStatus, string>> = {
  'configuration pending': 'The certificate is stored, and nobody said how it reaches the server.',
  'deployment pending': 'The certificate is stored and not yet seen on the server.',
  deployed: 'Every address served the new certificate when it was last looked at.',
  'deployment failed':
    'The server was not brought to serve the new certificate, or was brought back to the one before.',
  stopped: 'The attempt ended before there was a certificate.',
};

/**
 * The status after what the journal tells; null where nothing was ever tried.
 * @param hasPlan it is known how the certificate reaches the server
 */
export function deploymentStatus(entries: readonly JournalEntry[], hasPlan: boolean): DeploymentStatus | null {
  const attempt = lastAttempt(entries);
  if (attempt === null) return null;
  const own = entries.filter(({ version }) => version === attempt.version).map(({ event }) => event);
  const isBack = wasPutBack(own);
  if (own.includes('verified') && !isBack) return 'deployed';
  if (!own.includes('stored')) return 'stopped';
  if (own.includes('deploying')) {
    return own.at(-1) === 'stopped' || isBack ? 'deployment failed' : 'deployment pending';
  }
  return hasPlan ? 'deployment pending' : 'configuration pending';
}

/** Do the steps of one attempt end with what was there before? A look that saw the certificate later counts more. */
export function wasPutBack(events: readonly JournalEvent['event'][]): boolean {
  const back = events.findLastIndex((event) => event === 'put-back' || event === 'rolled-back');
  return back > Math.max(events.lastIndexOf('verified'), events.lastIndexOf('deploying'));
}
