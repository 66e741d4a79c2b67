import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { defaultNetwork, type NetworkOptions } from '../engine/engine.ts';
import { letsEncryptTrial } from '../core/acme/certificate-authorities.ts';
import { deployContents, type DeployFile, type DeployPlan } from '../core/acme/deploy-plan.ts';
import { settings } from './ids.ts';

/** The word that stands for the machine's own resolver in the list of resolvers. */
const systemResolver = 'system';

/** A week. */
const longestIntervalMinutes = 10_080;

export interface CaSettings {
  readonly directoryUrl: string;
  readonly rootFile: string | null;
  readonly contact: string | null;
}

/**
 * The settings, each checked before it is used. All of them are machine-scoped: what a workspace says of programs,
 * resolvers, roots or folders is ignored here too, not only by VS Code (nested objects have slipped through, microsoft/vscode#335112).
 */
export class Configuration {
  network(): NetworkOptions {
    const ports = asRecord(read(settings.ports));
    const resolvers = strings(read(settings.resolvers));
    return {
      ...defaultNetwork,
      resolvers: resolvers.filter((resolver) => resolver !== systemResolver),
      // Nobody to ask would make everything unknown, so an empty list means the usual one.
      skipSystemResolver: resolvers.length > 0 && !resolvers.includes(systemResolver),
      rootFiles: strings(read(settings.trust)).filter((file) => path.isAbsolute(file)),
      trustAnchors: strings(read(settings.trustAnchors)),
      allowPrivate: read(settings.allowPrivateAddresses) === true,
      directoryUrl: this.ca().directoryUrl,
      // Whoever left the setting alone named no CA, and then none is asked.
      lookAtCa: isSet(settings.ca),
      // Another party than the CA keeps the page: it is asked only where the user said so.
      askCaStatus: read(settings.askCaStatus) === true,
      caRootFile: this.ca().rootFile,
      httpPort: port(ports['http'], defaultNetwork.httpPort),
      httpsPort: port(ports['https'], defaultNetwork.httpsPort),
    };
  }

  /** How often domains are looked at again by themselves, in milliseconds; 0: never. */
  checkIntervalMs(): number {
    const minutes = read(settings.checkInterval);
    return typeof minutes === 'number' && minutes >= 1 ? Math.min(minutes, longestIntervalMinutes) * 60_000 : 0;
  }

  ca(): CaSettings {
    const ca = asRecord(read(settings.ca));
    return {
      directoryUrl: text(ca['directory']) ?? letsEncryptTrial,
      rootFile: text(ca['rootFile']),
      contact: text(ca['contact']),
    };
  }

  /** Where logs are offered beside the usual places. Patterns of absolute paths. */
  logPaths(): readonly string[] {
    return strings(read(settings.logPaths));
  }

  /** May language models, and the chat, ask Cert Doctor to look? */
  isAssistantEnabled(): boolean {
    return read(settings.aiEnabled) === true;
  }

  /** Where keys of accounts with CAs are kept: in files that the command line can use too, or in VS Code's secret storage. */
  accountKeys(): 'files' | 'secret storage' {
    return read(settings.accountKeys) === 'secret storage' ? 'secret storage' : 'files';
  }

  storage(): string {
    const folder = text(read(settings.storage));
    return folder !== null && path.isAbsolute(folder) ? folder : path.join(homedir(), '.cert-doctor');
  }

  deploy(): DeployPlan {
    const deploy = asRecord(read(settings.deploy));
    return {
      host: text(deploy['host']),
      files: deployFiles(deploy['files']),
      test: argv(deploy['test']),
      reload: argv(deploy['reload']),
    };
  }
}

function read(id: string): unknown {
  const dot = id.indexOf('.');
  const found = vscode.workspace.getConfiguration(id.slice(0, dot)).inspect(id.slice(dot + 1));
  return found?.globalValue ?? found?.defaultValue;
}

/** Did the user say it, rather than the manifest? */
function isSet(id: string): boolean {
  const dot = id.indexOf('.');
  return vscode.workspace.getConfiguration(id.slice(0, dot)).inspect(id.slice(dot + 1))?.globalValue !== undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function port(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536 ? value : otherwise;
}

function deployFiles(value: unknown): readonly DeployFile[] {
  return (Array.isArray(value) ? value : []).flatMap((item: unknown) => {
    const { path: place, content } = asRecord(item);
    const known = deployContents.find((one) => one === content);
    return typeof place === 'string' && path.isAbsolute(place) && known !== undefined
      ? [{ path: place, content: known }]
      : [];
  });
}

function argv(value: unknown): readonly string[] | null {
  const list = strings(value);
  return list.length > 0 ? list : null;
}
