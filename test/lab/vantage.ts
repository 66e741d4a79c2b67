import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { DomainReport } from '../../src/core/domain/report.ts';
import type { DomainEntry } from '../../src/engine/discover/config-file.ts';
import { writeFiles, type Lab } from './lab.ts';
import { domainOf, withDomain, type Situation } from './situation.ts';
import { makeCertificate } from './web-sites.ts';
import { addresses } from './zones.ts';

const script = (name: string): string => path.join(import.meta.dirname, name);

/**
 * A machine on which no server and no client has left anything: its `/etc` is a copy without their files, and what is
 * written there is lost with it. `$1` is the resolver.
 */
const emptyMachine = `set -e
mount -t tmpfs none /mnt
cp -a /etc/. /mnt/
rm -rf /mnt/systemd/system /mnt/nginx /mnt/apache2 /mnt/haproxy /mnt/caddy /mnt/dehydrated /mnt/letsencrypt /mnt/cron.* /mnt/crontab /mnt/anacrontab /mnt/resolv.conf
mkdir /mnt/nginx /mnt/apache2 /mnt/letsencrypt /mnt/cron.d
printf 'nameserver %s\\noptions timeout:2 attempts:1\\n' "$1" > /mnt/resolv.conf
mount --bind /mnt /etc
mount -t tmpfs none /etc/letsencrypt
mount -t tmpfs none /var/log
mkdir -p /var/log/nginx
for folder in /var/spool/cron /run/systemd/system; do
  if [ -d $folder ]; then mount -t tmpfs none $folder; fi
done
shift
`;

/**
 * Checks the domains of several situations, which have the same options, in one process, on a machine that serves
 * nothing. Reports in their order.
 */
export async function checkFromOutside(lab: Lab, situations: readonly Situation[]): Promise<readonly DomainReport[]> {
  return await check(lab, situations, outside());
}

/** Words that run a command on a machine of the lab that serves nothing. */
export function outside(): readonly string[] {
  const inside = `${emptyMachine}exec "$@"`;
  return ['unshare', '-m', '--propagation', 'private', 'bash', '-c', inside, 'bash', addresses.resolver];
}

/** Makes the machine of a situation, with its own address, and checks the domain from there. */
export async function checkOnMachine(
  lab: Lab,
  situation: Situation,
  number: number,
): Promise<DomainReport | undefined> {
  const [report] = await check(lab, [situation], await onMachine(lab, situation, number));
  return report;
}

/** Words that make the machine of a situation and run a command there. */
export async function onMachine(lab: Lab, situation: Situation, number: number): Promise<readonly string[]> {
  const { files = {}, certificates = {}, start = [], systemd } = situation.machine ?? {};
  const domain = domainOf(situation);
  const folder = await mkdtemp(path.join(lab.folder, 'machine-'));
  const place = (name: string): string => path.join(folder, 'root', withDomain(name, domain));
  for (const [name, text] of Object.entries(files)) {
    await writeFiles(path.dirname(place(name)), { [path.basename(place(name))]: withDomain(text, domain) });
  }
  for (const [name, said] of Object.entries(certificates)) {
    const { chain, key } = await makeCertificate(said, domain, lab.authorities);
    await writeFiles(place(name), { 'fullchain.pem': chain, 'privkey.pem': key });
  }
  // A cable from the new network back into the one of the lab, whose descriptor is 9.
  const cable = `port${String(number)}`;
  const address = machineAddress(number);
  const inside = `${emptyMachine}
ip link set lo up
ip link add eth0 type veth peer name ${cable} netns /proc/self/fd/9
ip addr add ${address}/32 dev eth0
ip link set eth0 up
ip route add default dev eth0
nsenter --net=/proc/self/fd/9 bash -c 'ip link set ${cable} up; ip route add ${address}/32 dev ${cable}'
cp -a ${folder}/root/etc/. /etc/
find /etc/nginx /etc/letsencrypt -name privkey.pem -exec chmod 600 {} +
if [ -d /etc/letsencrypt/live ]; then
  # As certbot keeps them: the files in archive, and links to the newest.
  mv /etc/letsencrypt/live /etc/letsencrypt/archive
  for file in /etc/letsencrypt/archive/*/*.pem; do
    name=$(basename $(dirname $file))
    mkdir -p /etc/letsencrypt/live/$name
    ln -s ../../archive/$name/$(basename $file) /etc/letsencrypt/live/$name/$(basename $file)
  done
  chmod 700 /etc/letsencrypt/archive /etc/letsencrypt/live
fi
${start.map((line) => withDomain(line, domain)).join('\n')}
${systemd === undefined ? 'exec "$@" 9<&-' : `${startSystemd(systemd)}\nexec nsenter -t $init -p -- "$@" 9<&-`}`;
  const namespaces = `exec 9</proc/self/ns/net
exec unshare -n -m -p -f --kill-child=KILL --propagation private --mount-proc bash -c "$@"`;
  return ['bash', '-c', namespaces, 'bash', inside, 'bash', addresses.resolverOutside];
}

/**
 * A real systemd in namespaces within the machine's. It starts nothing but what is asked for, and what it writes or cleans
 * are folders of its own: another target would have it empty /tmp.
 */
function startSystemd(units: readonly string[]): string {
  return `mount -t tmpfs none /run
mkdir -p /run/systemd/system
printf '[Unit]\\nDefaultDependencies=no\\n' > /run/systemd/system/lab.target
unshare -m -p -f -C -i -u --kill-child=KILL --propagation private --mount-proc bash -c '
set -e
for folder in /tmp /var/tmp /var/lib /sys/fs/cgroup; do mount -t tmpfs none $folder; done
mount -t cgroup2 none /sys/fs/cgroup
exec env container=docker /lib/systemd/systemd --system --unit=lab.target --log-target=null' 9<&- </dev/null >/dev/null 2>&1 &
outer=$!
until init=$(pgrep -P $outer) && nsenter -t $init -p systemctl is-active -q lab.target 2>/dev/null; do
  kill -0 $outer
  read -r -t 0.2 < <(sleep 1) || true
done
${units.map((unit) => `nsenter -t $init -p systemctl start ${unit}`).join('\n')}`;
}

/** The address of a machine by the number of its cable, from 0. */
export function machineAddress(number: number): string {
  return `203.0.113.${String(101 + number)}`;
}

async function check(
  lab: Lab,
  situations: readonly Situation[],
  before: readonly string[],
): Promise<readonly DomainReport[]> {
  const folder = await mkdtemp(path.join(lab.folder, 'check-'));
  const domains = situations.map((situation): DomainEntry => {
    const domain = domainOf(situation);
    const { names, ...said } = situation.intent ?? {};
    return {
      name: domain,
      ...said,
      ...(names === undefined ? {} : { names: names.map((name) => withDomain(name, domain)) }),
    };
  });
  await writeFiles(folder, { 'cert-doctor.json': JSON.stringify({ domains }) });
  const { options = [] } = situations[0] ?? {};
  // What cert-doctor.json does not say goes with names on the command line.
  const asked = options.includes('--starttls')
    ? domains.map(({ name }) => name)
    : ['--config', path.join(folder, 'cert-doctor.json')];
  const argv = commandLine(lab, situations[0], ['check', '--json', ...asked]);
  const { stdout, stderr } = await lab.run([...before, ...argv]);
  try {
    return (JSON.parse(stdout) as { domains: readonly DomainReport[] }).domains;
  } catch {
    throw new Error(`The check gave no report: ${stdout.slice(0, 500)}${stderr}`);
  }
}

/** Words that run the command line by the lab's roots and keys, with the options and the clock of a situation. */
export function commandLine(
  lab: Lab,
  { options = [], clockAheadDays }: Pick<Situation, 'options' | 'clockAheadDays'> = {},
  words: readonly string[],
): readonly string[] {
  const world = ['--allow-private', '--roots', lab.rootFile, '--trust-anchor', lab.anchor];
  const said = options.map((option) => option.replace('PEBBLE-ROOT', lab.pebble.caRootFile));
  const clock = clockAheadDays === undefined ? [] : ['env', `CLOCK_AHEAD_DAYS=${String(clockAheadDays)}`];
  const node = [process.execPath, ...(clockAheadDays === undefined ? [] : ['--import', script('wrong-clock.ts')])];
  return [...clock, ...node, script('../../src/cli/main.ts'), ...words, ...world, ...said];
}
