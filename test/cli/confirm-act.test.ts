import { describe, expect, it } from 'vitest';
import { actRisks } from '../../src/core/acme/act-risk.ts';
import { confirmOn, refuseOn } from '../../src/cli/confirm-act.ts';

const act = { title: 'Reloading the server', why: 'It reads the certificate then.', argv: ['nginx', '-s', 'reload'] };

function terminal(): { readonly said: () => string } & Parameters<typeof confirmOn>[0] {
  let err = '';
  return {
    said: () => err,
    out: () => undefined,
    err: (text) => {
      err += text;
    },
    ...{ color: false, columns: 80 },
  };
}

const answering = (answer: string | null) => () => Promise.resolve(answer);

describe('what is about to be done', () => {
  it.each([
    ['y', true],
    ['YES', true],
    ['', false],
    ['no', false],
    [null, false],
  ])('is asked for: %j', async (answer, expected) => {
    const shown = terminal();
    expect(await confirmOn(shown, answering(answer), { yes: false, risks: [] })(act)).toBe(expected);
    expect(shown.said()).toContain('$ nginx -s reload');
    expect(shown.said().includes('--yes agrees')).toBe(answer === null);
  });

  it('is agreed to beforehand by --yes, where nothing speaks against it', async () => {
    const confirm = confirmOn(terminal(), answering(null), { yes: true, risks: [] });
    expect(await confirm(act)).toBe(true);
  });

  it.each(actRisks)('is asked for in spite of --yes: %s', async (risk) => {
    const shown = terminal();
    expect(await confirmOn(shown, answering(null), { yes: true, risks: [] })({ ...act, risk })).toBe(false);
    expect(shown.said()).toContain(`--accept ${risk} agrees to this`);
    const others = actRisks.filter((other) => other !== risk);
    expect(await confirmOn(terminal(), answering(null), { yes: true, risks: others })({ ...act, risk })).toBe(false);
    expect(await confirmOn(terminal(), answering(null), { yes: false, risks: [risk] })({ ...act, risk })).toBe(true);
  });

  it('is not done where nobody is there, but for risks that were accepted', async () => {
    const shown = terminal();
    const confirm = refuseOn(shown, ['too-early']);
    expect(await confirm(act)).toBe(false);
    expect(await confirm({ ...act, risk: 'fewer-names' })).toBe(false);
    expect(await confirm({ ...act, risk: 'too-early' })).toBe(true);
    expect(shown.said()).toContain('Renew it by name');
    expect(shown.said()).toContain('--accept fewer-names');
  });
});
