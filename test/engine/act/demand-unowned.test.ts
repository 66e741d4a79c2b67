import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demandUnowned } from '../../../src/engine/act/demand-unowned.ts';
import type { PlannedAct } from '../../../src/engine/engine.ts';
import { authority, server } from '../certificate-builder.ts';

describe('names that an ACME client of this machine renews', () => {
  let root: string;
  const day = 86_400_000;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'cert-doctor-owned-'));
    const ca = authority({ subject: 'CA' });
    const keep = (folder: string, file: string, names: readonly string[], until: Date): void => {
      mkdirSync(path.join(root, folder), { recursive: true });
      const said = { from: new Date(Date.now() - 90 * day), until };
      writeFileSync(path.join(root, folder, file), server({ subject: 'Leaf', by: ca, names, ...said }).pem);
    };
    const later = new Date(Date.now() + 30 * day);
    keep('etc/lego/certificates', 'shop.example.com.crt', ['shop.example.com', 'www.shop.example.com'], later);
    keep('var/lib/dehydrated/certs/old.example.com', 'fullchain.pem', ['old.example.com'], new Date(Date.now() - day));
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  async function asked(names: readonly string[], answer: boolean): Promise<readonly PlannedAct[]> {
    const acts: PlannedAct[] = [];
    const run = {
      signal: new AbortController().signal,
      progress: () => undefined,
      confirm: (act: PlannedAct) => {
        acts.push(act);
        return Promise.resolve(answer);
      },
    };
    await demandUnowned(names, run, root);
    return acts;
  }

  it.each([[['shop.example.com']], [['www.shop.example.com', 'shop.example.com']]])(
    'are asked about: %j',
    async (names) => {
      const [act] = await asked(names, true);
      expect(act).toMatchObject({ risk: 'owned-by-client', argv: null });
      expect(act?.why).toMatch(
        /^lego keeps a valid certificate .* in \/etc\/lego\/certificates\/shop\.example\.com\.crt\./,
      );
      await expect(asked(names, false)).rejects.toMatchObject({ name: 'IssuanceStop' });
    },
  );

  it.each([
    ['one of them is new', ['shop.example.com', 'new.example.com']],
    ['it has expired, so nobody renews it', ['old.example.com']],
    ['nobody keeps one', ['other.example.com']],
  ])('are not asked about where %s', async (_, names) => {
    expect(await asked(names, false)).toEqual([]);
  });
});
