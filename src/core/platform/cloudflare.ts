import { oldAdvice } from '../playbook/old-advice.ts';
import type { Platform, PlatformWord } from './platform.ts';

const originError = (
  words: readonly string[],
  problem: PlatformWord['problem'],
  meaning: string,
  toDo: string,
): PlatformWord => ({ words, status: null, problem, playbook: 'PB-3', meaning, toDo, advice: [] });

const mode = (words: readonly string[], meaning: string, toDo: string): PlatformWord => ({
  words,
  status: null,
  problem: 'cdn-proxy',
  playbook: 'PB-3',
  meaning,
  toDo,
  advice: [],
});

export const cloudflare: Platform = {
  id: 'cloudflare',
  title: 'Cloudflare',
  what: 'Answers in front of your server with a certificate of its own, and holds the zone.',
  documentation: 'https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/',
  signs: {
    paths: [],
    programs: [],
    targets: ['.cdn.cloudflare.net'],
    servers: ['cloudflare'],
    headers: ['cf-ray'],
  },
  records: { addresses: 'either', delegation: null },
  method: null,
  paths: [],
  commands: [],
  logs: [],
  pages: [
    { task: 'see-status', way: 'SSL/TLS → Edge Certificates', then: [] },
    {
      task: 'tls-mode',
      way: 'SSL/TLS → Overview',
      then: [
        'Choose Full (strict).',
        'Flexible speaks plain HTTP with the server and loops where that redirects to HTTPS. Full takes any certificate, also one that has expired.',
      ],
    },
    { task: 'deploy', way: 'SSL/TLS → Origin Server', then: [] },
  ],
  retries: 'It validates its own certificate again by itself, with growing waits.',
  renewal: {
    by: 'platform',
    rule: 'What visitors see is renewed by Cloudflare. The certificate of the server behind it stays yours.',
    selfManaged: 'A custom certificate that you uploaded is not renewed by Cloudflare.',
    advice: [oldAdvice.cloudflareDnsOnly],
  },
  statuses: [
    {
      words: ['pending validation', 'initializing', 'pending issuance', 'pending deployment'],
      status: { of: 'certificate', is: 'pending' },
      problem: null,
      playbook: 'PB-1',
      meaning: 'The certificate that Cloudflare shows is on its way.',
      toDo: 'Where it stays so, look for CAA records that forbid its CAs and for a delegated _acme-challenge.',
      advice: [],
    },
    {
      words: ['validation timed out', 'timed out validation'],
      status: { of: 'certificate', is: 'none' },
      problem: 'order-invalid',
      playbook: 'PB-1',
      meaning: 'Cloudflare could not prove control of the name in time.',
      toDo: 'See that the zone is active at Cloudflare and that no CAA record forbids its CAs.',
      advice: [],
    },
    mode(
      ['ssl mode flexible', 'flexible'],
      'Visitors speak TLS to Cloudflare, and Cloudflare speaks plain HTTP to the server. A server that redirects to HTTPS then loops for ever.',
      'Put a certificate on the server and choose Full (strict).',
    ),
    mode(
      ['ssl mode full', 'full'],
      'Cloudflare speaks TLS to the server and takes any certificate there, expired and self-signed ones too.',
      'Choose Full (strict) once the certificate of the server is right.',
    ),
    mode(
      ['full strict', 'ssl mode full strict'],
      'Cloudflare checks the certificate of the server, as it should. With a bad one visitors see error 526.',
      'Keep it, and keep the certificate of the server renewed.',
    ),
    mode(
      ['proxied', 'orange cloud on the record'],
      "The record answers with Cloudflare's addresses; the server stands behind them.",
      'HTTP validation passes through. A CNAME at _acme-challenge must not be proxied.',
    ),
  ],
  messages: [
    originError(
      ['error 520', '520 web server returned an unknown error'],
      'http-reset',
      'The server behind Cloudflare answered something that is no HTTP, or cut the connection.',
      'Ask the server directly by its own address, and read its error log.',
    ),
    originError(
      ['error 521', '521 web server is down', 'web server is down'],
      'http-refused',
      'The server behind Cloudflare refuses connections.',
      "Start the web server, and let Cloudflare's addresses through the firewall.",
    ),
    originError(
      ['error 522', '522 connection timed out'],
      'http-timeout',
      'The server behind Cloudflare does not answer.',
      'Check the address in the record, the firewall, and that the server runs.',
    ),
    originError(
      ['error 523', '523 origin is unreachable', 'origin is unreachable'],
      'http-unreachable',
      'There is no way to the address in the record.',
      'Correct the address, or the route to it.',
    ),
    originError(
      ['error 524', '524 a timeout occurred'],
      'http-slow',
      'The server took the request and did not answer in time.',
      'Look for what is slow behind the web server.',
    ),
    originError(
      ['error 525', '525 ssl handshake failed'],
      'nginx-ssl-protocol',
      'The server behind Cloudflare speaks no TLS for this name.',
      'Let it listen on 443 with a certificate for the name, TLS 1.2 or newer.',
    ),
    originError(
      ['error 526', '526 invalid ssl certificate', 'invalid ssl certificate'],
      'client-rejects-cert',
      'The certificate of the server is expired, self-signed or for another name, and the mode is Full (strict).',
      'Renew or replace it on the server; look at the server directly by its own address.',
    ),
    originError(
      ['err_too_many_redirects', 'too many redirects'],
      'redirect-problem',
      'Cloudflare asks the server over HTTP (Flexible), and the server redirects to HTTPS, again and again.',
      'Choose Full (strict).',
    ),
  ],
};
