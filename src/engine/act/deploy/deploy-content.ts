import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DeployContent } from '../../../core/acme/deploy-plan.ts';
import { storeVariable } from '../../../core/acme/renewal-needs.ts';
import { quotedText } from '../../../core/quoted-text.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { temporaryName } from '../atomic-write.ts';
import type { VersionFiles } from '../storage.ts';

const longestMs = 30_000;
/** Under which servers look for the key by default: Tomcat, Jetty. */
const alias = 'tomcat';

/** A key store could not be made; the message says why. */
class NoKeyStore extends Error {
  override readonly name = 'NoKeyStore';
}

export interface StoreOptions {
  /** Protects the key store; null: none was given. */
  readonly password: string | null;
  readonly signal: AbortSignal;
}

/** The programs that make a key store. */
export function storePrograms(content: DeployContent): readonly string[] {
  return content === 'jks' ? ['openssl', 'keytool'] : content === 'pkcs12' ? ['openssl'] : [];
}

/** The bytes of a file that is deployed, from a stored version. Rejects with `NoKeyStore`, and as `readFile` does. */
export async function deployContent(
  content: DeployContent,
  files: VersionFiles,
  options: StoreOptions,
): Promise<Buffer> {
  switch (content) {
    case 'certificate':
      return await readFile(files.certificate);
    case 'chain':
      return await readFile(files.chain);
    case 'full-chain':
      return await readFile(files.fullChain);
    case 'key':
      return await readFile(files.key);
    case 'full-chain-and-key':
      return Buffer.concat([await readFile(files.fullChain), await readFile(files.key)]);
    case 'pkcs12':
    case 'jks':
      return await keyStore(content, files, options);
  }
}

/** Made by OpenSSL and the JDK, whose formats these are; the password goes by their environment. */
async function keyStore(kind: 'pkcs12' | 'jks', files: VersionFiles, options: StoreOptions): Promise<Buffer> {
  if (options.password === null) throw new NoKeyStore('A key store needs a password, and none was given.');
  // In the folder of the version, which only its owner may enter.
  const pkcs12 = temporaryName(path.join(path.dirname(files.key), 'store.p12'));
  const jks = temporaryName(path.join(path.dirname(files.key), 'store.jks'));
  const secret = `env:${storeVariable}`;
  try {
    const input = ['-inkey', files.key, '-in', files.certificate, '-certfile', files.chain, '-name', alias];
    await make(['openssl', 'pkcs12', '-export', ...input, '-out', pkcs12, '-passout', secret], options);
    if (kind === 'pkcs12') return await readFile(pkcs12);
    const source = ['-srckeystore', pkcs12, '-srcstoretype', 'PKCS12', '-srcstorepass:env', storeVariable];
    const target = ['-destkeystore', jks, '-deststoretype', 'JKS', '-deststorepass:env', storeVariable];
    await make(['keytool', '-importkeystore', '-noprompt', ...source, ...target], options);
    return await readFile(jks);
  } finally {
    await Promise.all([rm(pkcs12, { force: true }), rm(jks, { force: true })]);
  }
}

async function make(argv: readonly string[], { password, signal }: StoreOptions): Promise<void> {
  const { code, output } = await runCommand(await resolveCommand(argv), {
    ...{ signal, timeoutMs: longestMs },
    environment: { [storeVariable]: password ?? '' },
  });
  if (code !== 0)
    throw new NoKeyStore(`${argv[0] ?? ''} made no key store: ${quotedText(output.trim().slice(0, 300))}`);
}
