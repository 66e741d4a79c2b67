import { languages } from '../ids.ts';

/** The language that colours a log of this format. */
export function languageOfFormat(format: string): string {
  if (format === 'nginx-access') return languages.nginxAccessLog;
  return format.startsWith('nginx') ? languages.nginxErrorLog : languages.acmeLog;
}
