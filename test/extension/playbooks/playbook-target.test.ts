import { expect, test } from 'vitest';
import { playbookTarget } from '../../../src/extension/playbooks/playbook-target.ts';

const nothing = { playbook: null, name: null, problem: null, log: null };

test.each([
  [undefined, nothing],
  [{}, nothing],
  ['www.example.com', { ...nothing, name: 'www.example.com' }],
  [{ name: 'Example.COM.' }, { ...nothing, name: 'example.com' }],
  [{ name: '*.example.com' }, { ...nothing, name: '*.example.com' }],
  [
    { domain: { name: 'example.com' }, id: 'row' },
    { ...nothing, name: 'example.com' },
  ],
  [{ problem: 'http-timeout' }, { ...nothing, problem: 'http-timeout' }],
  [{ log: '/var/log/a.log' }, { ...nothing, log: '/var/log/a.log' }],
  [{ log: '../a.log' }, nothing],
  [{ name: 'a.example; rm -rf /' }, nothing],
  [{ problem: 'constructor', playbook: '__proto__' }, nothing],
  [{ name: 3, playbook: {}, problem: [] }, nothing],
  [null, nothing],
])('the argument %j is read as %j', (argument, expected) => {
  expect(playbookTarget(argument)).toEqual(expected);
});

test('a playbook is named by its id', () => {
  expect(playbookTarget({ playbook: 'PB-1' }).playbook?.title).toBe('Issuance failed or stuck at pending');
});
