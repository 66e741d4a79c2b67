import { describe, expect, it } from 'vitest';
import { onlyName, ownName } from '../../../src/extension/logs/finding-name.ts';
import { aFinding } from './a-finding.ts';

function nameOf(different: Parameters<typeof aFinding>[0]): string | null {
  return ownName(aFinding(different));
}

describe('the name that a finding is about', () => {
  it('is its subject, without the star of a wildcard or the label of the challenge', () => {
    expect(nameOf({ subject: 'www.example.com' })).toBe('www.example.com');
    expect(nameOf({ subject: '*.example.com' })).toBe('example.com');
    expect(nameOf({ subject: '_acme-challenge.example.com' })).toBe('example.com');
  });

  it('is read from the captures where the subject is an address or a file', () => {
    expect(nameOf({ subject: '203.0.113.9', captures: { domain: 'a.example.com' } })).toBe('a.example.com');
    const url = 'http://b.example.com/.well-known/acme-challenge/token';
    expect(nameOf({ subject: '/etc/nginx/nginx.conf', captures: { url } })).toBe('b.example.com');
  });

  it('is never the host of the CA', () => {
    const url = 'https://acme-v02.api.letsencrypt.org/acme/new-order';
    expect(nameOf({ subject: '', captures: { url } })).toBeNull();
  });

  it('is the only name of the log where the line says none, and not known where there are several', () => {
    expect(onlyName([null, 'a.example.com', 'a.example.com'])).toBe('a.example.com');
    expect(onlyName([null, 'a.example.com', 'b.example.com'])).toBeNull();
    expect(onlyName([null])).toBeNull();
  });

  it.each([
    '--post-hook=x',
    'a.example.com;id',
    '$(id).example.com',
    '../../etc',
    'http://',
    '127.0.0.1',
    '2130706433',
  ])('is not %s', (subject) => {
    expect(nameOf({ subject, captures: { name: subject, url: subject } })).toBeNull();
  });
});
