import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demandUnowned, lookForOwner } from '../../../src/engine/act/demand-unowned.ts';
import type { PlannedAct } from '../../../src/engine/engine.ts';
import { authority, server } from '../certificate-builder.ts';
import { asNobody } from '../read/as-nobody.ts';

describe('names that an ACME client of this machine renews', () => {
  let root: string;
  const day = 86_400_000;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'cert-doctor-owned-'));
    chmodSync(root, 0o755);
    const ca = authority({ subject: 'CA' });
    const keep = (folder: string, file: string, names: readonly string[], until: Date): void => {
      mkdirSync(path.join(root, folder), { recursive: true });
      const said = { from: new Date(Date.now() - 90 * day), until };
      writeFileSync(path.join(root, folder, file), server({ subject: 'Leaf', by: ca, names, ...said }).pem);
    };
    const later = new Date(Date.now() + 30 * day);
    keep('etc/lego/certificates', 'shop.example.com.crt', ['shop.example.com', 'www.shop.example.com'], later);
    keep('var/lib/dehydrated/certs/old.example.com', 'fullchain.pem', ['old.example.com'], new Date(Date.now() - day));
    const placeholder = server({ subject: 'panel.example.com', names: ['panel.example.com'], until: later });
    mkdirSync(path.join(root, 'etc/nginx/ssl-certificates'), { recursive: true });
    writeFileSync(path.join(root, 'etc/nginx/ssl-certificates/panel.example.com.crt'), placeholder.pem);
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
      expect(act?.why).toMatch(/ Renew with lego instead, or end its renewals of these names first\.$/);
      await expect(asked(names, false)).rejects.toMatchObject({ name: 'IssuanceStop' });
    },
  );

  it.each([
    ['one of them is new', ['shop.example.com', 'new.example.com']],
    ['it has expired, so nobody renews it', ['old.example.com']],
    ['it is signed by itself, so no CA is asked for it', ['panel.example.com']],
    ['nobody keeps one', ['other.example.com']],
  ])('are not asked about where %s', async (_, names) => {
    expect(await asked(names, false)).toEqual([]);
  });

  it('are asked about by the name that certbot gave them where only root may read the certificate', async () => {
    const folder = path.join(root, 'etc/letsencrypt');
    mkdirSync(path.join(folder, 'renewal'), { recursive: true });
    mkdirSync(path.join(folder, 'live/closed.example.com-0001'), { recursive: true });
    writeFileSync(path.join(folder, 'renewal/closed.example.com-0001.conf'), '');
    writeFileSync(path.join(folder, 'live/closed.example.com-0001/fullchain.pem'), 'hidden');
    const look = async (): Promise<readonly (string | null)[]> => {
      const said = ['closed.example.com', 'open.example.com'].map((name) =>
        lookForOwner([name], new AbortController().signal, root),
      );
      return (await Promise.all(said)).map(({ owner }) => owner);
    };
    await withClosed(path.join(folder, 'live'), async () => {
      expect(await look()).toEqual([
        expect.stringMatching(/^certbot keeps a certificate of that name in .* which cannot be read from here\./),
        null,
      ]);
    });
  });

  it('are not called free where this user may not see what a client keeps', async () => {
    const folder = path.join(root, 'var/lib/lego/certificates');
    mkdirSync(folder, { recursive: true });
    await withClosed(folder, async () => {
      const look = await lookForOwner(['open.example.com'], new AbortController().signal, root);
      expect(look).toEqual({ owner: null, unseen: 'what is kept in /var/lib/lego/certificates' });
    });
  });
});

/** Nobody may see the folder for the time of the look. */
async function withClosed(folder: string, look: () => Promise<void>): Promise<void> {
  chmodSync(folder, 0o700);
  try {
    await asNobody(look);
  } finally {
    chmodSync(folder, 0o755);
  }
}
