/** What may speak against an act, with the question that is asked then. Agreeing to a plan beforehand covers none of it. */
export const riskTitles = {
  'another-certificate': 'Issuing another certificate',
  'too-early': 'Trying again before it is time',
  'token-not-seen': 'Asking the CA although the token is not seen from here',
  'trial-certificate': 'Putting a certificate for trials in place',
  'owned-by-client': 'Issuing beside the client that renews these names',
  'fewer-names': 'Replacing a certificate of more names',
} as const;

export type ActRisk = keyof typeof riskTitles;

export const actRisks = Object.keys(riskTitles) as readonly ActRisk[];
