import { expect, test } from 'vitest';
import { chatQuestion } from '../../../src/extension/assistant/chat-question.ts';
import { tools } from '../../../src/extension/ids.ts';

test.each([
  ['status', '', {}, tools.getStatus],
  ['check', 'www.example.com', { name: 'www.example.com' }, tools.checkDomain],
  ['check', 'please look at (WWW.Example.com).', { name: 'www.example.com' }, tools.checkDomain],
  ['log', '/var/log/nginx/error.log', { path: '/var/log/nginx/error.log' }, tools.readLog],
  ['playbook', 'PB-2 example.com', { name: 'example.com', playbook: 'PB-2' }, tools.walkPlaybook],
  ['playbook', 'example.com: mixed content', { name: 'example.com', playbook: 'mixed content' }, tools.walkPlaybook],
  ['playbook', 'example.com', { name: 'example.com' }, tools.walkPlaybook],
  // Without a slash command nothing is looked at that was not before.
  [undefined, 'why does www.example.com fail?', { name: 'www.example.com' }, tools.getStatus],
  [
    undefined,
    'read `/var/log/letsencrypt/letsencrypt.log`',
    { path: '/var/log/letsencrypt/letsencrypt.log' },
    tools.readLog,
  ],
  [undefined, 'what is wrong?', {}, tools.getStatus],
] as const)('/%s %j asks for %j', (command, prompt, input, tool) => {
  expect(chatQuestion(command, prompt, [])).toEqual({ tool, input });
});

test('an attached file is the log that is meant', () => {
  expect(chatQuestion('log', 'this one', ['/tmp/certbot.log'])).toEqual({
    tool: tools.readLog,
    input: { path: '/tmp/certbot.log' },
  });
});
