import type { Directive } from './directive.ts';
import type { Site, SiteListen } from './site.ts';

/** The server blocks of `http`, in their order, with what they inherit. */
export function serversOf(directives: readonly Directive[]): readonly Site[] {
  return directives
    .filter(({ name }) => name === 'http')
    .flatMap(({ block }) => {
      const http = block ?? [];
      return http.filter(({ name, block: own }) => name === 'server' && own !== null).map((one) => serverOf(one, http));
    });
}

function serverOf({ block, file, line }: Directive, http: readonly Directive[]): Site {
  const own = block ?? [];
  const args = (name: string): readonly (readonly string[])[] => {
    const here = own.filter((directive) => directive.name === name);
    return (here.length > 0 ? here : http.filter((directive) => directive.name === name)).map((one) => one.args);
  };
  const first = (name: string): readonly string[] => args(name).flatMap(([value]) => value ?? []);
  // `ssl on;` is what nginx before 1.25.1 also took.
  const allSsl = first('ssl').includes('on');
  const listens = own.filter(({ name }) => name === 'listen').map(({ args: said }) => listenOf(said, allSsl));
  return {
    software: 'nginx',
    file,
    line,
    names: own.filter(({ name }) => name === 'server_name').flatMap(({ args: said }) => said),
    listens: listens.length > 0 ? listens : [{ address: '*', port: 80, ssl: allSsl, defaultServer: false }],
    certificates: first('ssl_certificate'),
    keys: first('ssl_certificate_key'),
    automatic: false,
    root: first('root')[0] ?? null,
  };
}

function listenOf([target = '', ...options]: readonly string[], allSsl: boolean): SiteListen {
  const flags = {
    ssl: allSsl || options.includes('ssl') || options.includes('quic'),
    defaultServer: options.includes('default_server') || options.includes('default'),
  };
  if (target.startsWith('unix:')) return { address: target, port: 0, ...flags };
  if (isPort(target)) return { address: '*', port: Number(target), ...flags };
  const colon = target.lastIndexOf(':');
  const hasPort = colon > 0 && isPort(target.slice(colon + 1)) && !target.endsWith(']');
  return {
    address: hasPort ? target.slice(0, colon) : target,
    port: hasPort ? Number(target.slice(colon + 1)) : 80,
    ...flags,
  };
}

function isPort(text: string): boolean {
  return text !== '' && text.length <= 5 && Array.from(text).every((char) => char >= '0' && char <= '9');
}
