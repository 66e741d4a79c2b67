import type { PlaybookStep } from './playbook.ts';
import { oldAdvice } from './old-advice.ts';

/** Does the web server run with a configuration that it takes? */
export const webServerRuns: PlaybookStep = {
  id: 'web-server',
  title: 'Web server and its configuration',
  why: 'A server that does not take its configuration keeps the old one, or does not start at all.',
  when: { onServer: true },
  asks: [
    'nginx-not-running',
    'nginx-config-test',
    'web-server-not-running',
    'web-server-config-test',
    'nginx-no-ssl-cert-defined',
    'nginx-cert-missing',
    'nginx-key-mismatch',
    'nginx-permission',
    'nginx-conflicting-name',
    'apache-config-parse',
    'apache-key-unreadable',
    'haproxy-pem-invalid',
  ],
  remarks: ['nginx-stapling-ignored'],
  needs: 'web-server',
  fine: 'The web server runs, and takes its configuration.',
  instead: 'On the server, test the configuration as root: nginx -t, apachectl configtest or haproxy -c -f FILE.',
  waitsFor: 'Waits until the web server runs and its test passes.',
  checkedLike: 'nginx-config-test',
  manualWhere: [],
  notes: [],
  act: null,
};

/** Who owns port 80? */
export const ownerOfPort80: PlaybookStep = {
  id: 'port-80-owner',
  title: 'Program on port 80',
  why: 'Only one program can own the port; if it is another one, the CA talks to the wrong one.',
  when: { onServer: true, methods: ['http-01'] },
  asks: ['port80-in-use'],
  remarks: [],
  needs: 'port-80-owner',
  fine: 'The web server itself listens on port 80.',
  instead: 'On the server: ss -tlnp "sport = :80", as root, names the program.',
  waitsFor: 'Waits until the web server owns port 80.',
  checkedLike: 'port80-in-use',
  manualWhere: [],
  notes: [],
  act: null,
};

/** Is the site of the name enabled, or does the default site answer? */
export const siteEnabled: PlaybookStep = {
  id: 'answering-sites',
  title: 'Site in the configuration',
  why: 'A link in sites-enabled that leads nowhere lets the default site answer, which knows no token.',
  when: { onServer: true },
  asks: ['nginx-no-matching-vhost', 'nginx-default-answers', 'nginx-conflicting-name'],
  remarks: [],
  needs: 'answering-sites',
  fine: 'The configuration has a site for every name, and no link that leads nowhere.',
  instead:
    'On the server: ls -l /etc/nginx/sites-enabled shows the links; nginx -T shows which server_name stands where.',
  waitsFor: 'Waits until a site is enabled for every name.',
  checkedLike: 'nginx-no-matching-vhost',
  manualWhere: [],
  notes: [],
  act: null,
};

/** Do file, process and every address agree? */
export const fileAndAddresses: PlaybookStep = {
  id: 'file-and-served',
  title: 'Certificate in the file and at every address',
  why: 'A server reads its certificate when it starts or reloads: the file may be new and what it shows may be old.',
  asks: ['deploy-not-reloaded', 'deploy-failed', 'addresses-disagree', 'nginx-cert-missing', 'nginx-key-mismatch'],
  remarks: [],
  needs: 'file-and-served',
  fine: 'Every address shows the certificate that lies in the file.',
  instead:
    'Compare the serial numbers: openssl x509 -in FILE -noout -serial on the server, and openssl s_client -connect ADDRESS:443 -servername NAME for each address.',
  waitsFor: 'Waits until every address shows the newest certificate.',
  checkedLike: 'deploy-not-reloaded',
  manualWhere: [],
  notes: [oldAdvice.browserCache],
  act: null,
};

/** What does a CDN in front show, and how does it speak with the server? */
export const contentNetworkInFront: PlaybookStep = {
  id: 'cdn',
  title: 'CDN in front',
  why: 'Visitors see the certificate of the CDN; it meets the server by a mode of its own, which can loop or accept anything.',
  when: { cdn: true },
  asks: ['redirect-problem'],
  remarks: ['cdn-proxy'],
  needs: 'content-network',
  fine: 'The CDN reaches the server.',
  instead: 'Open the pages of the CDN: the TLS mode should demand a valid certificate of the server.',
  waitsFor: 'Waits until the CDN reaches the server.',
  checkedLike: 'cdn-proxy',
  manualWhere: [],
  notes: [oldAdvice.cloudflareDnsOnly],
  act: null,
};

/** Is the machine overloaded, or does a run go on for ever? */
export const machineIsWell: PlaybookStep = {
  id: 'load',
  title: 'Load of the machine',
  why: 'A machine that swaps or waits lets each step run into its time-out.',
  when: { onServer: true },
  asks: [],
  remarks: [],
  needs: 'machine-load',
  fine: 'The machine has processors and memory to spare, and no run goes on for long.',
  instead: 'On the target: uptime, free -m, and systemctl list-jobs.',
  waitsFor: 'Waits until the machine is well.',
  checkedLike: null,
  manualWhere: [],
  notes: [],
  act: null,
};

/** To whom do the folders of the sites belong? */
export const siteFolderRights: PlaybookStep = {
  id: 'site-folder',
  title: 'Folder of the site',
  why: 'The token is written there by the panel and read by the web server; each needs its right.',
  when: { onServer: true },
  asks: ['nginx-permission'],
  remarks: [],
  needs: 'site-folders',
  fine: 'The web server can read the folder of the site.',
  instead: 'On the server: namei -l FOLDER shows owner and mode of every folder on the way.',
  waitsFor: 'Waits until the web server can read the folder.',
  checkedLike: 'permission-denied',
  manualWhere: [],
  notes: [oldAdvice.chownAlways],
  act: null,
};

/** Do programs on this machine ask the machines that everybody else asks? */
export const hostsFileOfMachine: PlaybookStep = {
  id: 'hosts-file',
  title: 'Hosts file of this machine',
  why: 'A line in it goes before DNS for every program here: the ACME client may ask another machine than the CA.',
  when: { onServer: true },
  asks: [],
  remarks: ['hosts-file-wrong'],
  needs: 'hosts-file',
  fine: 'No line of it leads the CA elsewhere.',
  instead:
    'On the server: look in /etc/hosts for the names of the domain and for the host of the CA. getent ahosts NAME shows what programs there get.',
  waitsFor: 'Waits until the line is gone.',
  checkedLike: 'hosts-file-wrong',
  manualWhere: [],
  notes: [],
  act: null,
};
