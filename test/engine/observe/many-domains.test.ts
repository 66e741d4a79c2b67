import { expect, it } from 'vitest';
import { intentFor } from '../../../src/core/domain/intent.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { InFlight } from '../../../src/engine/observe/in-flight.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { startManyDomains, whyNotMany } from '../../world/many-domains.ts';
import { rootFile, unwatched } from './small-world.ts';

it.skipIf(whyNotMany() !== null)(
  'hundreds of checks see every domain, at 32 hosts at once and each by two looks',
  async () => {
    await using world = await startManyDomains(200, 70, 40);
    const engine = createEngine();
    // Enough that the hosts' turns are what bounds them; all at once would be more questions than a resolver takes.
    const line = new InFlight(40);
    const network = {
      ...defaultNetwork,
      ...{ skipSystemResolver: true, allowPrivate: true, resolvers: [world.resolver], timeoutMs: 120_000 },
      ...{ httpPort: world.httpPort, httpsPort: world.httpsPort, rootFiles: [rootFile(world.root)] },
    };
    const reports = await Promise.all(
      world.names.map((ascii) =>
        line.run(() => engine.check(intentFor({ ascii, wildcard: false }), network, unwatched)),
      ),
    );
    expect(new Set(reports.map(({ ssl }) => ssl))).toEqual(new Set(['active']));
    const { hosts, perHost } = world.most();
    expect(perHost).toBe(2);
    expect(hosts).toBeLessThanOrEqual(32);
    expect(hosts).toBeGreaterThan(4);
  },
  120_000,
);
