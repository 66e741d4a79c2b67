/**
 * What no check says by itself, wherever it is made: CAs look from several places (BR §3.2.2.9).
 * @param name the domain, as text; null where several are meant
 */
export function oneVantage(name: string | null): string {
  return `Seen from one place. A CA looks from several in the world; what only it sees, an order at its trial service (staging) shows: "Try Order at Trial Service…" in the Domains view, or cert-doctor issue ${name ?? 'NAME'} --staging.`;
}
