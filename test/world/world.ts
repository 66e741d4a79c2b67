import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DeployPlan } from '../../src/core/acme/deploy-plan.ts';
import { defaultNetwork, type NetworkOptions } from '../../src/engine/engine.ts';
import { freePort } from '../host/code-server.ts';
import { findPebble, type Pebble, startPebble } from '../lab/pebble.ts';
import { createCertificates } from './certificates.ts';
import { addresses, apex, worldDomains, zoneOf } from './domains.ts';
import { startControl } from './control.ts';
import { issuedCertificates } from './issued-certificates.ts';
import { startNameServer } from './name-server.ts';
import { startWebServer } from './web-server.ts';
import { webRootOf, writeWorkspace } from './workspace.ts';

export interface WorldOptions {
  /** Where everything is put; absent: a temporary folder that goes when the world ends. */
  readonly folder?: string;
}

/** A small internet on this machine, without root: resolver, web server, trusted root, and a CA where Pebble is installed. */
export interface World extends AsyncDisposable {
  /** Everything that belongs to the world lies here. */
  readonly folder: string;
  /** The folder to open in the editor. */
  readonly workspace: string;
  /** User settings with which Cert Doctor looks at the world instead of the internet. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The same for the engine itself. */
  readonly network: NetworkOptions;
  /** Whether certificates can be issued. */
  readonly ca: Pebble | null;
  /** How a new certificate reaches the world's web server. */
  readonly deploy: DeployPlan;
  /** Where the product keeps what it issued. */
  readonly storage: string;
  readonly close: () => Promise<void>;
}

/** Starts the world. Everything listens on loopback, on ports of its own. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  // Real: on macOS the temporary folder is a link, and the editor shows the place behind it.
  const folder = options.folder ?? realpathSync(mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-world-')));
  const workspace = path.join(folder, 'workspace');
  const storage = path.join(folder, 'storage');
  mkdirSync(folder, { recursive: true });
  writeWorkspace(workspace, worldDomains);

  const { root, served } = await createCertificates(worldDomains);
  const rootFile = path.join(folder, 'root.pem');
  writeFileSync(rootFile, root);

  const nameServer = await startNameServer(apex, zoneOf(worldDomains));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const sites = worldDomains.flatMap(({ entry, challenge = 'missing', server = 'nginx' }) =>
    [entry.name, ...(entry.names ?? [])].map((name) => ({
      name,
      challenge,
      server,
      webRoot: webRootOf(workspace, entry.name),
    })),
  );
  const web = await startWebServer({
    ...{ address: addresses.web, httpPort, httpsPort, sites },
    certificates: () => served,
  });
  const newcomer = await startWebServer({
    ...{ address: addresses.newcomer, httpPort, httpsPort, sites },
    certificates: () => issuedCertificates(storage, `new.${apex}`),
  });
  const control = await startControl(newcomer);
  const ca = findPebble() === null ? null : await startCa(folder, nameServer.address, httpPort, httpsPort);

  const rootFiles = ca === null ? [rootFile] : [rootFile, ca.issuerRootFile];
  const reloadProgram = [process.execPath, path.join(import.meta.dirname, 'reload.ts'), control.url];
  const commands = { test: [...reloadProgram, 'test'], reload: [...reloadProgram, 'reload'] };
  const close = async (): Promise<void> => {
    await Promise.all([ca?.stop(), control.close(), web.close(), newcomer.close(), nameServer.close()]);
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return {
    folder,
    workspace,
    storage,
    ca,
    deploy: { host: null, files: [], ...commands },
    network: {
      ...{ ...defaultNetwork, resolvers: [nameServer.address], skipSystemResolver: true },
      ...{ rootFiles, allowPrivate: true, httpPort, httpsPort },
    },
    settings: {
      'certDoctor.resolvers': [nameServer.address],
      'certDoctor.trust': rootFiles,
      'certDoctor.network.allowPrivateAddresses': true,
      'certDoctor.network.ports': { http: httpPort, https: httpsPort },
      'certDoctor.storage': storage,
      'certDoctor.deploy': commands,
      ...(ca === null ? {} : { 'certDoctor.ca': { directory: ca.directoryUrl, rootFile: ca.caRootFile, contact: '' } }),
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function startCa(folder: string, dnsServer: string, httpPort: number, tlsPort: number): Promise<Pebble> {
  const ports = { directoryPort: await freePort(), managementPort: await freePort() };
  return await startPebble({ ...ports, httpPort, tlsPort, dnsServer, folder: path.join(folder, 'ca') });
}
