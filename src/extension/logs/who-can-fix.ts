import type { Area } from '../../core/problem/catalogue.ts';

/** Who can put a problem of this area right. */
export const whoCanFix: Readonly<Record<Area, string>> = {
  reach: 'whoever runs the server, its firewall or the network in front of it',
  dns: "whoever manages the name's DNS zone",
  dcv: "whoever manages the name's DNS zone, or the DNS account that the client uses",
  caa: "whoever manages the name's DNS zone",
  limit: 'time: the CA lifts the limit by itself',
  ca: 'the CA, or whoever runs the network on the way to it',
  account: 'whoever holds the account at the CA',
  request: 'whoever configured the ACME client',
  server: "whoever administers the server's software",
  client: 'whoever administers the machine that runs the ACME client',
  deploy: 'whoever administers the machine that serves the certificate',
  certificate: 'whoever renews and installs the certificate',
  other: 'not known before the cause is',
};
