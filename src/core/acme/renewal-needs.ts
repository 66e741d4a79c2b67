import { waysOf } from './challenge-plan.ts';
import type { IssueRequest } from './issuance.ts';

/** What a renewal needs that no schedule has of itself. The account is there already, so its external key is not among it. */
export interface RenewalNeeds {
  /** Somebody who writes records by hand. */
  readonly person: boolean;
  /** Variables of the environment that hold secrets. */
  readonly variables: readonly string[];
}

/** What the next certificate needs that is asked for as this one was. */
export function renewalNeeds(request: IssueRequest): RenewalNeeds {
  const plans = waysOf(request).map(({ plan }) => plan);
  const stores = request.deploy?.files.some(({ content }) => content === 'pkcs12' || content === 'jks') === true;
  return {
    // The record of dns-persist-01 stays where it is.
    person: plans.some(({ by, type }) => by === 'hand' && type !== 'dns-persist-01'),
    variables: [
      ...plans.flatMap((plan) => (plan.by === 'rfc2136' ? [tsigVariable(plan.keyName)] : [])),
      ...(stores ? [storeVariable] : []),
    ],
  };
}

/** Holds the secret of a TSIG key, see `tsigSecretOf`. */
export function tsigVariable(keyName: string): string {
  return `${tsigPrefix}${keyName.replace(/[^A-Za-z0-9]/g, '_').toUpperCase()}`;
}

export const tsigPrefix = 'CERT_DOCTOR_TSIG_';
/** The MAC key of an external account. */
export const externalKeyVariable = 'CERT_DOCTOR_EAB_KEY';
export const storeVariable = 'CERT_DOCTOR_STORE_PASSWORD';
