import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readVsix, vsixFile } from './vsix.ts';

const kib = 1024;
/** Every file of the package with the size, in KiB, that it may have at most. A new file is a decision: write it here. */
const allowed: Readonly<Record<string, number>> = {
  '[Content_Types].xml': 2,
  'extension.vsixmanifest': 8,
  'extension/package.json': 64,
  'extension/readme.md': 64,
  'extension/changelog.md': 64,
  'extension/LICENSE.txt': 4,
  // The entry: what the editor reads to activate.
  'extension/dist/extension.cjs': 50,
  'extension/dist/features.cjs': 768,
  'extension/dist/worker.cjs': 1024,
  'extension/dist/cli.cjs': 1408,
  'extension/dist/acme.cjs': 1100,
  'extension/dist/config.cjs': 96,
  'extension/dist/x509-writer.cjs': 450,
  'extension/dist/dns-codec.cjs': 64,
  'extension/dist/issue.cjs': 288,
  'extension/dist/page-content.cjs': 70,
  'extension/dist/plan-issuance.cjs': 224,
  'extension/dist/pkcs12.cjs': 350,
  'extension/dist/public-suffix.cjs': 200,
  'extension/dist/panel.js': 200,
  'extension/dist/panel.css': 32,
  'extension/dist/codicons/codicon.css': 64,
  'extension/dist/codicons/codicon.ttf': 200,
  'extension/media/cert-doctor.schema.json': 16,
  'extension/media/cert-doctor.svg': 4,
  'extension/media/icon.png': 32,
  'extension/media/skills/certificate-trouble/SKILL.md': 4,
  'extension/syntaxes/acme-log.tmLanguage.json': 64,
  'extension/syntaxes/nginx-access-log.tmLanguage.json': 64,
  'extension/syntaxes/nginx-error-log.tmLanguage.json': 64,
  'extension/syntaxes/log.language-configuration.json': 4,
};

let files: ReadonlyMap<string, Buffer>;
beforeAll(() => {
  files = readVsix(vsixFile);
});

/** Paths of the files whose bytes, read as text, match. */
function filesWith(pattern: RegExp): readonly string[] {
  return [...files].filter(([, content]) => pattern.test(content.toString('latin1'))).map(([name]) => name);
}

describe('the package', () => {
  it('holds exactly the files that it should', () => {
    expect([...files.keys()].toSorted()).toEqual(Object.keys(allowed).toSorted());
  });

  it('keeps every file within its size', () => {
    const large = [...files].filter(([name, content]) => content.length > (allowed[name] ?? 0) * kib);
    expect(large.map(([name, content]) => `${name}: ${Math.ceil(content.length / kib)} KiB`)).toEqual([]);
  });

  it('carries no source maps', () => {
    expect(filesWith(/sourceMappingURL=/)).toEqual([]);
  });

  it('carries no secret and no path of the machine that made it', () => {
    expect(filesWith(/-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----\n[A-Za-z0-9+/=\n]{40}/)).toEqual([]);
    expect(filesWith(/(?:ghp|npm)_[A-Za-z0-9]{36}|AKIA[0-9A-Z]{16}/)).toEqual([]);
    // Places where tools keep their files on everybody's server, and USER, which stands for one.
    expect(filesWith(/\/(?:home|Users|root)\/(?!cloudpanel\/|clp\/|USER\/|\.acme\.sh\/)[\w.-]+\//)).toEqual([]);
    expect([...files].filter(([, content]) => content.includes(process.cwd())).map(([name]) => name)).toEqual([]);
  });

  it('loads every part by itself, without the packages it was made from', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-vsix-'));
    try {
      for (const [name, content] of files) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), content);
      }
      const needsEditor = /\/(?:extension|features)\.cjs$/;
      const isProgram = /\/(?:worker|cli)\.cjs$/;
      const parts = [...files.keys()].filter((name) => name.endsWith('.cjs') && !needsEditor.test(name));
      expect(parts.length).toBeGreaterThan(5);
      for (const part of parts.filter((name) => !isProgram.test(name))) {
        const load = ['-e', 'require(process.argv[1])', path.join(folder, part)];
        expect(spawnSync(process.execPath, load, { cwd: folder, encoding: 'utf8' }).status, part).toBe(0);
      }
      const cli = path.join(folder, 'extension/dist/cli.cjs');
      expect(execFileSync(process.execPath, [cli, '--help'], { encoding: 'utf8' })).toContain('cert-doctor');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
