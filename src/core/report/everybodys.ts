/** Of CAs, their tools and others whom everybody asks; their names, and those below them, say nothing of the user. */
const everybodys =
  'letsencrypt.org lencr.org zerossl.com sectigo.com buypass.com buypass.no pki.goog ssl.com digicert.com globalsign.com actalis.it eff.org certbot.org acme.sh github.com cloudflare.com cloudpanel.io certinext.io nginx.org debian.org ubuntu.com rfc-editor.org ietf.org iana.org example.com example.net example.org cert-manager.io kubernetes.io k8s.io traefik.io caddyserver.com python.org golang.org npmjs.com docker.io docker.com gcr.io ghcr.io quay.io publicsuffix.org root-servers.net gtld-servers.net iana-servers.net dns.google one.one.one.one quad9.net opendns.com mozilla.org apache.org openssl.org w3.org curl.se curl.haxx.se gnu.org dnsapi.cn'.split(
    ' ',
  );
/** Providers under whose domains customers have names, too: only what serves all of them is everybody's. */
const providers =
  'smoxy.eu acme.smoxy.eu googleapis.com digitalocean.com hetzner.com hetzner.de hetzner.cloud your-server.de vultr.com linode.com ovh.com ovh.net gandi.net godaddy.com domaincontrol.com ionos.com ionos.de ui-dns.com ui-dns.de ui-dns.org ui-dns.biz netlify.com nsone.net dnsimple.com dnsimple-edge.net namecheap.com registrar-servers.com name.com porkbun.com dnsmadeeasy.com cloudns.net desec.io desec.org azure.com azure-dns.com azure-dns.net azure-dns.org azure-dns.info microsoftonline.com googledomains.com google.com he.net inwx.de inwx.eu netcup.net netcup.de scaleway.com dnspod.net alidns.com duckdns.org dynu.com transip.nl transip.net combell.net infomaniak.ch hostinger.com dns-parking.com bunny.net deno.com fastly.com akam.net ultradns.net'.split(
    ' ',
  );
const serving =
  /^(?:(?:api|dns|ns|pdns|ndns|sdns|acme|www|docs|status|dash|developers?|eu|us|ca|auth|login|management|oauth2|console|panel|support|robot|secure|rest|helium|hydrogen|oxygen|first|second|third|cloudresourcemanager)[0-9]{0,4}|(?:ns|dns)[0-9]{0,4}-[a-z0-9]{1,8}|ns-cloud-[a-z][0-9]|[a-z]{1,2}[0-9]{1,4}|v[0-9]|robotns[0-9]|[a-z]{2}-dns[0-9]|maceio|curitiba|salvador|fortaleza)$/;
const amazon =
  /^(?:route53|route53domains|acm|acm-pca|sts|iam|s3|ec2|ssm|kms|lambda|secretsmanager|elasticloadbalancing|cloudfront|dynamodb|logs|monitoring)(?:[.-][a-z]{2}-[a-z]{1,16}-[0-9])?\.amazonaws\.com$/;
const amazonDns = /^ns-[0-9]{1,4}\.awsdns-[0-9]{1,2}\.(?:com|net|org|co\.uk)$/;

/** Is it a name that everybody meets? In lower case. */
export function isEverybodys(name: string): boolean {
  if (everybodys.some((one) => name === one || name.endsWith(`.${one}`))) return true;
  if (amazonDns.test(name) || amazon.test(name) || name === 'amazonaws.com') return true;
  return providers.some((one) => {
    if (name === one) return true;
    if (!name.endsWith(`.${one}`)) return false;
    const labels = name.slice(0, -one.length - 1).split('.');
    // A service of Google has a label of its own; buckets and machines have one before it.
    return one === 'googleapis.com' ? labels.length === 1 : labels.every((label) => serving.test(label));
  });
}

/** Public resolvers, and addresses that mean the same on every machine. */
const addresses = new Set(
  '0.0.0.0 255.255.255.255 :: ::1 169.254.169.254 1.1.1.1 1.0.0.1 1.1.1.2 1.0.0.2 8.8.8.8 8.8.4.4 9.9.9.9 9.9.9.10 149.112.112.112 208.67.222.222 208.67.220.220 94.140.14.14 94.140.15.15 185.228.168.9 185.228.169.9 76.76.2.0 76.76.10.0 64.6.64.6 64.6.65.6 4.2.2.1 4.2.2.2 77.88.8.8 77.88.8.1 84.200.69.80 114.114.114.114 223.5.5.5 119.29.29.29 2606:4700:4700::1111 2606:4700:4700::1001 2001:4860:4860::8888 2001:4860:4860::8844 2620:fe::fe 2620:fe::9 2620:119:35::35 2620:119:53::53'.split(
    ' ',
  ),
);

/** Canonical. */
export function isEverybodysAddress(address: string): boolean {
  return addresses.has(address) || /^127\.[0-9.]{1,12}$/.test(address);
}
