import { expect, test } from 'vitest';
import { platformRow } from '../../../src/extension/platforms/platform-row.ts';
import { machine, servedFile } from '../../core/playbook/recorded-machine.ts';
import { healthy, intent, observing } from '../../core/playbook/recorded-report.ts';

const onCloudPanel = observing({
  host: { ...machine, files: [{ ...servedFile, certificate: '/etc/nginx/ssl-certificates/example.com.crt' }] },
});

test('a platform that shows itself is proposed with what shows it, and how to accept it', () => {
  const [row] = platformRow('domain:example.com', intent, onCloudPanel);
  expect(row?.description).toBe('CloudPanel · recognised by /etc/nginx/ssl-certificates/example.com.crt');
  expect(JSON.stringify(row?.tooltip)).toContain(String.raw`\"platform\": \"cloudpanel\"`);
});

test('a platform that the user named is told as said, and nothing is proposed', () => {
  const [row] = platformRow('domain:example.com', { ...intent, platform: 'smoxy' }, onCloudPanel);
  expect(row?.description).toBe('smoxy · as cert-doctor.json says');
  expect(JSON.stringify(row?.tooltip)).not.toContain('accept');
});

test('where nothing shows a platform there is no row', () => {
  expect(platformRow('domain:example.com', intent, healthy)).toEqual([]);
});
