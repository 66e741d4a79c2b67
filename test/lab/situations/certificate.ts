import type { Situation } from '../situation.ts';
import { addresses } from '../zones.ts';

const { main, secure, secure2, oldTls, plain443, rejecting } = addresses;

/** The certificate as clients see it. */
export const certificateSituations: readonly Situation[] = [
  {
    id: 'expired',
    what: 'The certificate expired yesterday',
    finds: 'cert-expired',
    sites: [{ at: [secure], certificate: { validFrom: -91, validFor: 90 } }],
  },
  {
    id: 'expiring',
    what: 'A certificate of 90 days ends in 5 days',
    finds: 'cert-expiring',
    sites: [{ at: [secure], certificate: { validFrom: -85, validFor: 90 } }],
  },
  {
    id: 'expiring-short',
    what: 'A certificate of 6 days ends in one day',
    finds: 'cert-expiring',
    sites: [{ at: [secure], certificate: { validFrom: -5, validFor: 6 } }],
  },
  {
    id: 'not-yet',
    what: 'The certificate begins tomorrow',
    finds: 'cert-not-yet-valid',
    sites: [{ at: [secure], certificate: { validFrom: 1, validFor: 90 } }],
  },
  {
    id: 'wronghost',
    what: 'The certificate is for another name',
    finds: 'cert-hostname',
    sites: [{ at: [secure], certificate: { names: ['other.example.com'] } }],
  },
  {
    id: 'www-missing',
    what: 'The certificate does not hold the www name, which is served too',
    finds: 'cert-hostname',
    records: `@ A ${secure}\nwww A ${secure}`,
    intent: { names: ['www.@'] },
    sites: [{ at: [secure], certificate: { names: ['@'] } }],
  },
  {
    id: 'deep.level',
    what: 'The name stands one label deeper than the wildcard of its certificate',
    finds: 'cert-hostname',
    sites: [{ at: [secure], certificate: { names: ['*.example.com'] } }],
  },
  {
    id: 'no-tls-site',
    what: 'The server rejects TLS for names without a certificate of their own',
    finds: 'cert-hostname',
    records: `@ A ${rejecting}`,
    sites: [{ at: [rejecting] }],
  },
  {
    id: 'default-certificate',
    what: 'The server shows its default certificate, for want of one for the name',
    finds: 'cert-hostname',
    records: `@ A ${secure}`,
    sites: [],
  },
  {
    id: 'incomplete',
    what: 'The server does not send the intermediate certificate',
    finds: 'chain-incomplete',
    sites: [{ at: [secure], certificate: { sends: ['leaf'] } }],
  },
  {
    id: 'order',
    what: 'The certificates are sent in the wrong order',
    finds: 'chain-order',
    sites: [{ at: [secure], certificate: { sends: ['leaf', 'root', 'intermediate'] } }],
  },
  {
    id: 'unrelated',
    what: 'A certificate that is no part of the chain is sent along',
    finds: 'chain-order',
    sites: [{ at: [secure], certificate: { sends: ['leaf', 'intermediate', 'unrelated'] } }],
  },
  {
    id: 'selfsigned',
    what: 'The certificate is signed by itself',
    finds: 'self-signed',
    sites: [{ at: [secure], certificate: { issuer: 'self' } }],
  },
  {
    id: 'unknown-ca',
    what: 'The certificate comes from a CA that nobody trusts',
    finds: 'self-signed',
    sites: [{ at: [secure], certificate: { ca: 'unknown' } }],
  },
  {
    id: 'staging',
    what: 'The certificate comes from a CA for tests (Pebble)',
    finds: 'cert-staging',
    sites: [{ at: [secure], certificate: { ca: 'pebble' } }],
  },
  {
    id: 'common-name',
    what: 'The certificate names the domain as its common name only',
    finds: 'cert-common-name-only',
    sites: [{ at: [secure], certificate: { commonNameOnly: true } }],
    oracleDiffers: 'openssl still falls back to the common name, browsers do not (RFC 9525)',
  },
  {
    id: 'weak-key',
    what: 'The key of the certificate is RSA with 1,024 bits',
    finds: 'cert-weak',
    sites: [{ at: [secure], certificate: { key: 'rsa-1024' } }],
  },
  {
    id: 'must-staple',
    what: 'The certificate demands a stapled OCSP answer, and its CA gives none',
    finds: 'cert-must-staple',
    sites: [{ at: [secure], certificate: { mustStaple: true } }],
    oracleDiffers: 'openssl does not look at the TLS feature extension; Firefox does',
  },
  {
    id: 'for-clients',
    what: 'The certificate is made for clients, not for servers',
    finds: 'other-invalid',
    sites: [{ at: [secure], certificate: { purpose: 'client' } }],
  },
  {
    id: 'uncovered',
    what: 'The certificate in use does not hold the wildcard that was asked for',
    finds: 'names-uncovered',
    intent: { names: ['*.@'], method: 'dns-01' },
    sites: [{ at: [secure], certificate: {} }],
  },
  {
    id: 'http-only',
    what: 'The site answers over HTTP only',
    finds: 'http-only',
    sites: [{ at: [main] }],
  },
  {
    id: 'plain-443',
    what: 'Port 443 answers without TLS',
    finds: 'http-not-http',
    records: `@ A ${plain443}`,
    sites: [],
  },
  {
    id: 'old-tls',
    what: 'The server speaks TLS 1.0 only',
    finds: 'nginx-ssl-protocol',
    sites: [{ at: [oldTls], certificate: {}, https: 'ssl_protocols TLSv1; ssl_ciphers ALL:@SECLEVEL=0; root WWW;' }],
    oracleDiffers: 'openssl refuses TLS 1.0 before it sees the certificate, which is good',
  },
  {
    id: 'one-old',
    what: 'One of two addresses still serves the expired certificate',
    finds: 'cert-expired',
    sites: [
      { at: [secure], certificate: {} },
      { at: [secure2], certificate: { validFrom: -91, validFor: 90 } },
    ],
  },
  {
    id: 'wrong-and-expired',
    what: 'The certificate is for another name and expired, too: the name explains it',
    finds: 'cert-hostname',
    sites: [{ at: [secure], certificate: { names: ['other.example.com'], validFrom: -91, validFor: 90 } }],
  },
];
