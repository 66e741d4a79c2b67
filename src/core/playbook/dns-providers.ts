import type { ManualRemedy } from '../problem/remedy.ts';

/** Where a record is changed by hand, and what each provider does with the name that is typed. */
export const recordAtProvider: readonly ManualRemedy[] = [
  place(
    'Cloudflare DNS',
    [
      'Dashboard, the domain, DNS, Records: find the record or choose Add record.',
      'Name: the part before the domain. Proxy status for _acme-challenge: DNS only (grey).',
    ],
    'https://developers.cloudflare.com/dns/manage-dns-records/how-to/create-dns-records/',
  ),
  place(
    'AWS Route 53',
    [
      'Console, Route 53, Hosted zones: open the zone that the name servers of the domain belong to.',
      "Create record or edit it. TXT values stand in double quotes. An alias record answers with its target's addresses.",
    ],
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-creating.html',
  ),
  place(
    'Google Cloud DNS',
    [
      'Console, Network services, Cloud DNS: open the zone, Add standard.',
      'The DNS name is the part before the domain.',
    ],
    'https://cloud.google.com/dns/docs/records',
  ),
  place(
    'Azure DNS',
    ['Portal, DNS zones: open the zone, Record sets, Add.', 'A record set holds all values of one name and type.'],
    'https://learn.microsoft.com/en-us/azure/dns/dns-operations-recordsets-portal',
  ),
  place(
    'Hetzner DNS',
    ['Hetzner Console, DNS: open the zone and add or edit the record.', 'A target outside the zone ends with a dot.'],
    'https://docs.hetzner.com/networking/dns/',
  ),
  place(
    'DigitalOcean DNS',
    [
      'Control panel, Networking, Domains: open the domain.',
      'Hostname: the part before the domain; @ for the domain itself.',
    ],
    'https://docs.digitalocean.com/products/networking/dns/how-to/manage-records/',
  ),
  place(
    'Another provider',
    [
      'The name servers of the domain (dig NS) show who runs the zone; the registrar may be somebody else.',
      'Many forms append the domain by themselves: type only the part before it, else the name is doubled.',
    ],
    'https://letsencrypt.org/docs/challenge-types/#dns-01-challenge',
  ),
];

function place(where: string, steps: readonly string[], url: string): ManualRemedy {
  return { kind: 'manual', title: `Change the record in: ${where}`, where, steps, url };
}
