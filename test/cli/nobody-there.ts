import type { CommandWorld } from '../../src/cli/run-command.ts';

/** A command line without a person: nobody answers, and the environment says nothing. */
export const nobodyThere: Pick<CommandWorld, 'ask' | 'program' | 'environment'> = {
  ask: () => Promise.resolve(null),
  program: { node: '/usr/bin/node', cli: '/opt/cert-doctor/cli.cjs', user: 'root' },
  environment: {},
};
