export type Area =
  | 'reach'
  | 'dns'
  | 'dcv'
  | 'caa'
  | 'limit'
  | 'ca'
  | 'account'
  | 'request'
  | 'server'
  | 'client'
  | 'deploy'
  | 'certificate'
  | 'other';

/** What the product knows of one problem, in its own words, whatever the door through which it is met. */
export interface Problem {
  readonly area: Area;
  readonly severity: 'error' | 'warning' | 'info';
  /** A few words, for a row. */
  readonly title: string;
  /** Why it matters: what fails because of it. */
  readonly meaning: string;
  /** What to do, first thing first. */
  readonly fix: string;
}

export const problems = {
  'http-timeout': {
    area: 'reach',
    severity: 'error',
    title: 'Port 80 does not answer',
    meaning:
      'The CA fetches its token over plain HTTP on port 80 and gets no answer, so it cannot prove control of the name. Silence mostly means a firewall, a NAT without forwarding, or a DNS record that leads to the wrong machine.',
    fix: 'Check first that the A and AAAA records lead to this server, then allow inbound TCP 80 from everywhere in the cloud firewall and in the host firewall. CAs do not publish the addresses they validate from, so the port cannot be opened for them alone.',
  },
  'http-refused': {
    area: 'reach',
    severity: 'error',
    title: 'Port 80 refuses connections',
    meaning:
      'The machine answered, but nothing listens on the port, or a firewall rule rejects the connection. The CA cannot fetch its token there.',
    fix: 'Start the web server and make it listen on port 80, on IPv4 and on IPv6 where the name has an AAAA record. If it is running, look for a reject rule and check that the DNS record leads to this machine.',
  },
  'http-unreachable': {
    area: 'reach',
    severity: 'error',
    title: 'No route to the address',
    meaning:
      'Packets for this address of the name find no way to a machine. The CA tries the same address and fails too; most often it is an AAAA record without working IPv6.',
    fix: 'Correct or remove the record that holds this address, or repair the route to it. Then check the remaining addresses.',
  },
  'http-reset': {
    area: 'reach',
    severity: 'error',
    title: 'The connection is cut off',
    meaning:
      'The port accepts the connection and then kills it before an answer comes. That is the mark of an intrusion filter, a web application firewall, or of TLS spoken on a port that should speak plain HTTP.',
    fix: 'Exempt the path /.well-known/acme-challenge/ in the filter in front of the server, and see that port 80 speaks plain HTTP.',
  },
  'http-slow': {
    area: 'reach',
    severity: 'error',
    title: 'The server answers too slowly',
    meaning:
      'The connection opens, but no complete answer arrives within the time that the CA waits, about ten seconds. The validation ends as a failure although the server is up.',
    fix: 'Serve the challenge folder as static files, so that no application or backend has to answer. Then look for a hung backend or an overloaded machine.',
  },
  'http-404-token': {
    area: 'reach',
    severity: 'error',
    title: 'The challenge file is not found',
    meaning:
      'The server answers, but has no file at the challenge path. Either the client writes into another folder than the one the server reads, or another site or machine answers for this name.',
    fix: 'Compare the web root that the client writes to with the root of the server block that answers for the name. Put a test file there and fetch it from each address of the name.',
  },
  'http-403-token': {
    area: 'reach',
    severity: 'error',
    title: 'The challenge path is forbidden',
    meaning:
      'The server refuses to hand out the token, so the CA cannot validate the name. A deny rule (often one for dot files), file permissions or a firewall in front forbids the path.',
    fix: 'Allow /.well-known/acme-challenge/ in a location of its own, before any rule that denies dot files. Then check that the web server may read the folder and every folder above it.',
  },
  'http-401-token': {
    area: 'reach',
    severity: 'error',
    title: 'The challenge path wants a password',
    meaning: 'The CA has no password, so it gets 401 instead of its token.',
    fix: 'Switch authentication off for /.well-known/acme-challenge/ only; the rest of the site can stay protected.',
  },
  'http-5xx-token': {
    area: 'reach',
    severity: 'error',
    title: 'The challenge path answers an error',
    meaning:
      'The server answers with a 5xx status: the application or backend behind it failed. The CA accepts nothing but status 200 with the token.',
    fix: 'Serve /.well-known/acme-challenge/ as static files and not through the backend. The error log of the web server shows why the backend failed.',
  },
  'http-wrong-content': {
    area: 'reach',
    severity: 'error',
    title: 'The challenge path serves something else',
    meaning:
      'Status 200 came, but with a page, an old answer or the key of another account instead of the token. A catch-all route, a cache or another machine behind the name answers.',
    fix: 'Give the challenge path a location of its own, before the catch-all, and clear caches in front of it. Behind a load balancer, send the path to the one machine that runs the client.',
  },
  'http-selfcheck-failed': {
    area: 'reach',
    severity: 'warning',
    title: "The client's own pre-check failed",
    meaning:
      'The client tried to fetch the token by itself before it asked the CA, and failed. From inside a network this can fail although the path is right from outside, for example where the router does not lead back to its own public address.',
    fix: 'Fetch the path from outside. If it works there, let the machine resolve the name to its inner address, or switch the pre-check off in the client.',
  },
  'http-not-http': {
    area: 'reach',
    severity: 'error',
    title: 'The port speaks another protocol',
    meaning:
      'What answers is not the protocol the CA speaks: HTTP/2 in clear, TLS on port 80, or plain HTTP on port 443. The CA cannot read the answer.',
    fix: 'Let port 80 speak plain HTTP/1.1 and port 443 speak TLS. In nginx, take ssl and http2 off the port 80 listener and put ssl on the port 443 listener.',
  },
  'redirect-problem': {
    area: 'reach',
    severity: 'error',
    title: 'A redirect cannot be followed',
    meaning:
      'The challenge path redirects to a place where the CA does not go: a loop, another port than 80 or 443, a private or unknown host, or a target without the slash after the host. Ordinary redirects to HTTPS are fine.',
    fix: 'Exempt /.well-known/acme-challenge/ from the redirect, or correct its target. Behind a CDN, a loop mostly means that its TLS mode must be full and strict.',
  },
  'secondary-validation': {
    area: 'reach',
    severity: 'error',
    title: 'Only remote vantage points fail',
    meaning:
      'The CA checks from several places in the world, and the check passed at one and failed at others. Blocking by country, a filter that counts requests, or name servers that answer differently by place cause this.',
    fix: 'Allow the challenge path and port 53 of the name servers from every country; no stable list of CA addresses exists. Where that cannot be, validate by DNS at a provider that answers the whole world.',
  },
  'tlsalpn-failed': {
    area: 'reach',
    severity: 'error',
    title: 'The TLS-ALPN challenge fails',
    meaning:
      'The CA asks port 443 for the protocol acme-tls/1 and does not get it. What answers there, a CDN, a proxy or an ordinary web server, does not know this challenge.',
    fix: 'Let the program that speaks ACME end TLS on port 443 itself, or change to http-01 or dns-01. Behind a CDN, tls-alpn-01 cannot work.',
  },
  'ipv6-misrouted': {
    area: 'reach',
    severity: 'error',
    title: 'IPv6 leads somewhere else',
    meaning:
      "The AAAA record leads to another machine or to nothing. Let's Encrypt and others try IPv6 first, so a wrong AAAA record makes validation fail although IPv4 works.",
    fix: 'Correct the AAAA record, or remove it until IPv6 works on this server. Also make the web server listen on IPv6.',
  },
  'addresses-disagree': {
    area: 'reach',
    severity: 'warning',
    title: 'Addresses answer differently',
    meaning:
      'The name has several addresses, and they do not answer the challenge path alike. Which one the CA asks is chance, so issuance works one day and fails the next.',
    fix: 'Check that every address belongs to this site and remove those that do not. Where several machines are meant, send the challenge path to the one that runs the client.',
  },
  'address-reserved': {
    area: 'reach',
    severity: 'error',
    title: 'The address is not public',
    meaning:
      'The name resolves to a private or reserved address. No public CA can reach it, so validation over HTTP or TLS cannot work.',
    fix: 'Put the public address of the server into DNS. If the name is meant to stay private, validate by DNS instead.',
  },
  'cdn-proxy': {
    area: 'reach',
    severity: 'warning',
    title: 'A CDN stands in front',
    meaning:
      'A CDN or proxy answers for the name instead of the server. HTTP validation passes only if it hands the challenge path on unchanged, tls-alpn-01 never passes, and a wrong TLS mode makes redirect loops.',
    fix: "Let the challenge path pass to the server and set the CDN's TLS mode to full and strict, or validate by DNS.",
  },
  'waf-interstitial': {
    area: 'reach',
    severity: 'error',
    title: 'A bot check answers instead',
    meaning:
      'A bot check, a firewall page or the page of a router answers the challenge path. The CA cannot click through it and sees a wrong answer.',
    fix: 'Exempt /.well-known/acme-challenge/ from the check. If the page is the one of a router, forward port 80 to the server.',
  },
  'ip-detection-failed': {
    area: 'reach',
    severity: 'error',
    title: 'The public address is unknown',
    meaning: "The client could not find out this machine's public address, so it could not compare it with DNS.",
    fix: 'Check that the machine has Internet access and a public address, or give the address to the client in its settings.',
  },
  'hosts-file-wrong': {
    area: 'reach',
    severity: 'error',
    title: 'The hosts file misleads',
    meaning:
      'A line in the hosts file of this machine sends the name somewhere else than DNS does. The client or the server then talks to the wrong machine.',
    fix: 'Correct or remove the line for this name in /etc/hosts. Then check again.',
  },
  'dns-nxdomain': {
    area: 'dns',
    severity: 'error',
    title: 'The name does not exist',
    meaning: 'DNS says that there is no such name. Nobody can reach the site and no CA can validate it.',
    fix: 'Create the record at the DNS provider that the name servers of the domain belong to. If the record is there, check the spelling, the registration and the delegation of the domain.',
  },
  'dns-no-address': {
    area: 'dns',
    severity: 'error',
    title: 'The name has no address',
    meaning:
      'The name exists, but has no A or AAAA record with a public address. Browsers and the CA have nowhere to connect to.',
    fix: 'Add an A record with the public IPv4 address of the server, and an AAAA record if IPv6 works there.',
  },
  'dns-servfail': {
    area: 'dns',
    severity: 'error',
    title: 'The name servers fail',
    meaning:
      'Resolvers get no good answer from the name servers of the domain. A CA must not take silence for permission, so nothing is issued while it lasts.',
    fix: 'Ask each name server directly, over UDP and over TCP, and repair or remove those that fail. After a change of the DNS provider, check the DS record at the registrar as well.',
  },
  'dns-dnssec': {
    area: 'dns',
    severity: 'error',
    title: 'DNSSEC validation fails',
    meaning:
      'The signatures of the zone do not fit, so validating resolvers refuse its answers. Since March 2026 every public CA has to validate DNSSEC and then refuses to issue.',
    fix: 'Compare the DS record at the registrar with the keys of the zone. Correct it, or remove it until the zone is signed again; the old record lives on in caches for its TTL.',
  },
  'dns-wrong-ip': {
    area: 'dns',
    severity: 'error',
    title: 'DNS points to another server',
    meaning:
      'The name resolves to another address than the one expected. Visitors and the CA reach that machine, and the token on this one is never asked for.',
    fix: 'Change the A or AAAA record to the address of this server. If the other machine is meant to serve the name, run the client there.',
  },
  'dns-wrong-zone': {
    area: 'dns',
    severity: 'error',
    title: 'The client picked another zone',
    meaning:
      'The client writes its record into a zone that does not hold this name, so the CA never sees it. It happens with sub-zones, private zones of the same name and missing rights on the right zone.',
    fix: 'Name the zone in the settings of the client, or give its credentials access to the zone that really holds the name.',
  },
  'dns-propagation': {
    area: 'dns',
    severity: 'warning',
    title: 'The record is not everywhere yet',
    meaning:
      "Some servers still give the old answer or none. The CA asks the zone's own name servers, so what counts is that each of them has the record.",
    fix: 'Wait until every name server of the zone gives the new answer, then try again. If one never follows, its transfer from the primary is broken.',
  },
  'dns-inconsistent': {
    area: 'dns',
    severity: 'error',
    title: "The zone's name servers disagree",
    meaning:
      'The name servers of the zone give different answers to the same question. Which one the CA asks is chance, and it asks from several places.',
    fix: 'Make every name server serve the same version of the zone: compare the SOA serial numbers, and repair the transfer or remove the stale server.',
  },
  'dns-lame': {
    area: 'dns',
    severity: 'error',
    title: 'A name server fails the zone',
    meaning:
      'The domain is delegated to a name server that does not answer for it: it is down, cannot be reached, or does not have the zone. Part of all questions fail, those of the CA too.',
    fix: 'Get this server to answer: does it run, is its port 53 open, does it have the zone? Take it out of the NS records and of the registrar only where other servers of the zone answer.',
  },
  'dns-tcp-blocked': {
    area: 'dns',
    severity: 'warning',
    title: 'DNS over TCP is blocked',
    meaning:
      'The name server answers over UDP, but not over TCP. Long answers do not fit into UDP, so lookups of TXT and CAA can fail.',
    fix: 'Allow inbound TCP 53 to the name server, beside UDP 53, from everywhere.',
  },
  'dns-case-mangled': {
    area: 'dns',
    severity: 'warning',
    title: 'The name server changes case',
    meaning:
      'The name server does not repeat the question in the letters in which it was asked. Some CAs mix upper and lower case as a protection against forged answers and then drop such an answer.',
    fix: "Update the name server's software, or the firewall in front of it that rewrites DNS. A change of the DNS provider solves it too.",
  },
  'dns-resolvers-differ': {
    area: 'dns',
    severity: 'warning',
    title: 'Resolvers give different answers',
    meaning:
      'The resolvers that were asked do not agree. A stale cache, a private view of the zone or a network that intercepts DNS can be the cause; the CA sees the public answer.',
    fix: 'Ask the name servers of the zone directly and trust their answer. An old cached answer goes away with its TTL.',
  },
  'dns-txt-missing': {
    area: 'dcv',
    severity: 'error',
    title: 'The TXT record is missing',
    meaning:
      'There is no TXT record at the place where the CA looks for this name, so the CA cannot see the proof of control.',
    fix: 'See that the client writes to the provider that the name servers of the domain belong to. For a record made by hand, add it at exactly _acme-challenge and wait until every name server of the zone has it.',
  },
  'dns-txt-wrong': {
    area: 'dcv',
    severity: 'error',
    title: 'The TXT record differs',
    meaning:
      'A TXT record exists where the CA looks, but not with the value that the CA expects. It is from an earlier attempt, from another account, or was copied with a fault.',
    fix: 'Replace the value with the one of the current attempt. For a name and its wildcard together, two values stand side by side, and both are needed.',
  },
  'dns-txt-stale': {
    area: 'dcv',
    severity: 'error',
    title: 'Old TXT records remain',
    meaning: 'Values of earlier attempts still stand at _acme-challenge. They can block the new one or hide it.',
    fix: 'Delete all TXT records at _acme-challenge that belong to no running attempt, and see why the client does not clean up.',
  },
  'dns-txt-doubled': {
    area: 'dcv',
    severity: 'error',
    title: 'The record name is doubled',
    meaning:
      'The record was made at _acme-challenge.NAME.NAME: the DNS provider appends the zone to what was typed. The CA looks at _acme-challenge.NAME and finds nothing.',
    fix: 'Make the record again and enter only the part before the zone, for example _acme-challenge. Delete the doubled one.',
  },
  'dns-cname-conflict': {
    area: 'dcv',
    severity: 'error',
    title: 'A CNAME collides with records',
    meaning:
      'Where a CNAME stands, DNS allows no other record. One of the two is refused or hidden, so the proof of control does not reach the CA.',
    fix: 'Keep one: the CNAME where validation is delegated, or the TXT record where it is not.',
  },
  'delegation-missing': {
    area: 'dcv',
    severity: 'error',
    title: 'The delegation CNAME is missing',
    meaning:
      'Validation of this name is delegated, but the CNAME at _acme-challenge does not exist. The certificate cannot be issued or renewed until it does.',
    fix: 'Add the CNAME at _acme-challenge with the target shown. It must stay there, because every renewal needs it.',
  },
  'delegation-wrong': {
    area: 'dcv',
    severity: 'error',
    title: 'The delegation points elsewhere',
    meaning:
      'The CNAME at _acme-challenge leads to another target than the one that answers the challenge. The CA looks in the wrong place.',
    fix: 'Change the target of the CNAME to the one shown, then check again.',
  },
  'delegation-duplicate': {
    area: 'dcv',
    severity: 'error',
    title: 'A TXT blocks the delegation',
    meaning:
      'A TXT record stands at _acme-challenge, where the CNAME of the delegation should be. The two cannot live at one name, and the TXT hides the delegation.',
    fix: 'Delete the TXT record at _acme-challenge and keep only the CNAME.',
  },
  'delegation-proxied': {
    area: 'dcv',
    severity: 'error',
    title: 'The delegation is proxied',
    meaning:
      "The DNS provider's proxy is switched on for the CNAME at _acme-challenge. Resolvers then see the addresses of the proxy instead of the target, and the challenge fails.",
    fix: 'Set this record to DNS only. The records for the traffic of the site may stay proxied.',
  },
  'delegation-dangling': {
    area: 'dcv',
    severity: 'error',
    title: 'The delegation leads nowhere',
    meaning:
      'The CNAME at _acme-challenge leads to a name that does not exist, or in a circle. The CA cannot follow it to a TXT record.',
    fix: 'Correct the target of the CNAME, or create the name that it points to. Break the circle if there is one.',
  },
  'dns-api-auth': {
    area: 'dcv',
    severity: 'error',
    title: 'The DNS provider refuses access',
    meaning:
      'The DNS provider did not accept the credentials of the client, or they lack rights on this zone. No record is written, so validation fails.',
    fix: 'Check that the token is complete, still valid and allowed to edit records in this zone. Then run the client once by hand.',
  },
  'dns-api-ratelimit': {
    area: 'dcv',
    severity: 'error',
    title: 'The DNS provider limits requests',
    meaning:
      "The DNS provider's API refuses further requests for a while. Records are not written in time, so validation fails.",
    fix: 'Wait for the time that the provider names, then try again with fewer names at once.',
  },
  'wildcard-needs-dns01': {
    area: 'dcv',
    severity: 'error',
    title: 'A wildcard needs DNS validation',
    meaning:
      'CAs issue a wildcard certificate only after proof through DNS. With http-01 or tls-alpn-01 the order cannot succeed.',
    fix: 'Change to dns-01 with a DNS provider the client can write to, or ask for the single names instead of the wildcard.',
  },
  'challenge-type-unavailable': {
    area: 'dcv',
    severity: 'error',
    title: 'No usable challenge is offered',
    meaning:
      'The CA does not offer a challenge that the client is set up to answer for this name. Methods also come and go: what worked last year may be off today.',
    fix: 'Set the client to a method that the CA offers for this name; dns-01 works for nearly all, and http-01 or tls-alpn-01 for an IP address. If the right one is set, update the client.',
  },
  'names-uncovered': {
    area: 'dcv',
    severity: 'warning',
    title: 'Some names are not covered',
    meaning:
      'The certificate does not cover every name that it should. A wildcard covers exactly one level: *.example.com does not cover a.b.example.com.',
    fix: 'Add the names to the certificate and issue it again. Each additional name needs its own validation record.',
  },
  'san-missing': {
    area: 'request',
    severity: 'error',
    title: 'No names are configured',
    meaning: 'No subject alternative name is configured, so there is nothing to issue a certificate for.',
    fix: 'Enter the names in the settings of the certificate. Where a hosting platform makes the list by itself, ask its support.',
  },
  'caa-forbids': {
    area: 'caa',
    severity: 'error',
    title: 'CAA forbids this CA',
    meaning:
      'The CAA records of the domain do not let this CA issue for the name, or only with another method or account. The CA has to obey and refuses.',
    fix: 'Add a CAA record for this CA beside the others, or remove the restriction. For a wildcard, issuewild decides where it exists.',
  },
  'caa-lookup-failed': {
    area: 'caa',
    severity: 'error',
    title: 'The CAA lookup fails',
    meaning:
      'The CA could not find out whether it may issue. It has to ask for CAA at the name and at every parent, and a failing answer is not permission.',
    fix: 'Make every name server of the zone answer CAA questions, with an empty NOERROR where no CAA record exists. Check DNSSEC, and firewalls that drop unknown record types.',
  },
  'caa-malformed': {
    area: 'caa',
    severity: 'warning',
    title: 'A CAA record is faulty',
    meaning:
      'A CAA record does not mean what it seems to: a broken parameter, two account addresses, or an unknown property marked critical. CAs read such records strictly and may refuse.',
    fix: 'Correct or remove the record. The usual form is: 0 issue "ca.example", with the domain of the CA in the quotes.',
  },
  'ratelimit-duplicate': {
    area: 'limit',
    severity: 'error',
    title: 'Same certificate issued too often',
    meaning:
      "This exact set of names was issued too many times within a short period. With Let's Encrypt it is 5 in 7 days, and one more becomes free every 34 hours.",
    fix: "Stop retrying and use a certificate that was already issued; it is probably still on the machine. Try again after the time in the CA's message, and test against the CA's staging service.",
  },
  'ratelimit-failed-validation': {
    area: 'limit',
    severity: 'error',
    title: 'Too many failed validations',
    meaning:
      "Validation of this name failed too often in a short time, so the CA refuses new tries for now. With Let's Encrypt it is 5 an hour for each name and account, and one more becomes free every 12 minutes.",
    fix: "Find out why validation fails and prove the repair on the CA's staging service. Then try once, after the time in the CA's message.",
  },
  'ratelimit-domain': {
    area: 'limit',
    severity: 'error',
    title: 'Domain limit reached',
    meaning:
      "Too many certificates were issued for the registered domain. With Let's Encrypt it is 50 in 7 days, and one more becomes free every 202 minutes; renewals do not count.",
    fix: "Wait for the time in the CA's message. Then use fewer certificates with more names each, or a wildcard, and a client that renews with ARI.",
  },
  'ratelimit-new-orders': {
    area: 'limit',
    severity: 'error',
    title: 'Too many new orders',
    meaning:
      "This account ordered too much in a short time. With Let's Encrypt it is 300 orders in 3 hours, and one more becomes free every 36 seconds.",
    fix: "Wait for the time in the CA's message, and spread renewals over the day.",
  },
  'ratelimit-account': {
    area: 'limit',
    severity: 'error',
    title: 'Too many new accounts',
    meaning:
      'Too many accounts were made from this network address. Mostly a container or a script loses its account and makes a new one on each run.',
    fix: 'Keep the folder or volume with the account key between runs, so that the account is used again.',
  },
  'ratelimit-pending-authz': {
    area: 'limit',
    severity: 'error',
    title: 'Too many open authorizations',
    meaning:
      'Too many validations were started and never finished. Mostly a client that crashes or is stopped halfway leaves them behind.',
    fix: 'Let the client finish or give up its open orders, or wait until they expire. Then find out why it stops halfway.',
  },
  'issuance-paused': {
    area: 'limit',
    severity: 'error',
    title: 'The CA has paused issuance',
    meaning:
      'Validation of this name has failed for so long that the CA stopped accepting orders for it from this account. Waiting does not lift the pause.',
    fix: "Repair the cause first. Then open the link in the CA's message once to lift the pause; keep that link to yourself.",
  },
  'ca-overloaded': {
    area: 'ca',
    severity: 'warning',
    title: 'The CA is busy',
    meaning: 'The CA answered with a server error or asked to come back later. Nothing is wrong on this side.',
    fix: "Wait as long as the CA asks and try again; look at the CA's status page if it lasts. Renew at a random minute instead of the full hour.",
  },
  'ca-unreachable': {
    area: 'ca',
    severity: 'error',
    title: 'The CA cannot be reached',
    meaning:
      "The connection to the CA's API fails: its name does not resolve, the connection is blocked, or a proxy is in the way. Nothing can be issued or renewed.",
    fix: 'Check that this machine resolves names and may open connections to port 443 outside, through the proxy if there is one.',
  },
  'ca-tls-trust': {
    area: 'ca',
    severity: 'error',
    title: "The CA's API is not trusted",
    meaning:
      "The client does not trust the certificate of the CA's API. The roots on this machine are out of date, a proxy opens TLS, or a private CA is used whose root is not installed here.",
    fix: 'Update the root certificates of the system. For a private CA, give its root certificate to the client; never switch the check off.',
  },
  'ca-directory-wrong': {
    area: 'ca',
    severity: 'error',
    title: 'Not an ACME directory',
    meaning: 'The address answers, but with something else than an ACME directory. The client cannot talk to it.',
    fix: 'Copy the directory address from the documentation of the CA into the settings of the client, with the whole path.',
  },
  'ca-connector-invalid': {
    area: 'ca',
    severity: 'error',
    title: 'The CA connection is invalid',
    meaning:
      'The connection to the CA is set up with credentials, rights or a certificate template that the CA does not accept. Every order through it fails.',
    fix: "Test the connection in the platform's settings, renew the credentials and check that the template exists. For AD CS, check that web enrolment can be reached.",
  },
  'bad-nonce': {
    area: 'ca',
    severity: 'info',
    title: 'The CA rejected a nonce',
    meaning:
      'Each message to a CA carries a number that is good once, and this one was used up or too old. Clients try again by themselves; it matters only if it keeps coming back.',
    fix: 'Nothing, if the next try works. If it repeats, look for a proxy that caches answers of the CA, or a very slow connection.',
  },
  'account-missing': {
    area: 'account',
    severity: 'error',
    title: 'The ACME account is unknown',
    meaning: 'The CA does not know the account, or its key is gone from this machine. Orders cannot be made with it.',
    fix: 'Check that the client uses the same CA as before; staging and production have separate accounts. If the key is lost, register a new account.',
  },
  'unauthorized-account': {
    area: 'account',
    severity: 'error',
    title: 'The account may not issue',
    meaning:
      'The CA knows the account, but it is deactivated, revoked or not allowed to do this. Every order with it is refused.',
    fix: 'Register a new account with the client, or use the one that is allowed. With a commercial CA, check the state of the account in its portal.',
  },
  'eab-required': {
    area: 'account',
    severity: 'error',
    title: 'The CA needs account binding',
    meaning:
      'This CA accepts only accounts that are bound to a customer account (external account binding). The client registered without it.',
    fix: "Create the key id and the HMAC key in the CA's portal and give both to the client. Or use a CA that does not ask for them.",
  },
  'eab-invalid': {
    area: 'account',
    severity: 'error',
    title: 'The account binding is refused',
    meaning:
      'The CA does not accept the key id or the HMAC key. Many are good once and only for some days, so a used, old or cut value is refused.',
    fix: "Create a new pair in the CA's portal and copy it whole. Keep the account key afterwards, so that the pair is not needed again.",
  },
  'contact-invalid': {
    area: 'account',
    severity: 'error',
    title: 'The contact address is refused',
    meaning: 'The CA does not accept the e-mail address given for the account, so no account is made.',
    fix: "Give a real address of your own, or none: many CAs do not need one, and Let's Encrypt no longer keeps it.",
  },
  'terms-not-agreed': {
    area: 'account',
    severity: 'error',
    title: 'The terms are not agreed',
    meaning: 'The CA issues only after its terms of service were accepted, and the client did not say so.',
    fix: 'Read the terms of the CA and accept them in the client, with its option or setting for that.',
  },
  'bad-csr': {
    area: 'request',
    severity: 'error',
    title: 'The signing request is refused',
    meaning:
      'The request for the certificate (CSR) does not fit: its names differ from the order, its key is too weak or of the wrong kind, or it asks for something the CA no longer does.',
    fix: 'Make a new request with exactly the ordered names and an EC P-256 or RSA 2048 key, and without must-staple.',
  },
  'rejected-identifier': {
    area: 'request',
    severity: 'error',
    title: 'The CA refuses the name',
    meaning:
      'The CA does not issue for this name at all: it is not public, ends in no registered suffix, holds a forbidden character, or is blocked by policy. Trying again changes nothing.',
    fix: 'Use a public name of your own without underscore, port or path. For internal names use a private CA.',
  },
  'profile-invalid': {
    area: 'request',
    severity: 'error',
    title: 'The certificate profile does not fit',
    meaning:
      'The client asks for a certificate profile that the CA does not offer, no longer offers, or does not offer for this kind of name.',
    fix: 'Choose a profile from the list in the directory of the CA, or ask for none. IP addresses need a short-lived profile with some CAs.',
  },
  'order-invalid': {
    area: 'request',
    severity: 'error',
    title: 'The order is no longer valid',
    meaning: 'The order or one of its authorizations has expired, failed or was used already. It cannot be continued.',
    fix: 'Start a new order. If it happens again, see that only one client works on the name and that it does not wait too long.',
  },
  'port80-in-use': {
    area: 'server',
    severity: 'error',
    title: 'The port is already taken',
    meaning: 'Another program already listens on the port, so the web server or the client cannot start on it.',
    fix: 'Find out which program holds the port. Stop it, or let the client work through the running web server instead of a listener of its own.',
  },
  'nginx-not-running': {
    area: 'server',
    severity: 'error',
    title: 'nginx is not running',
    meaning: 'nginx does not run, so nothing answers for the site or for the CA.',
    fix: 'Test the configuration first, then start nginx. The error log says why it stopped.',
  },
  'nginx-config-test': {
    area: 'server',
    severity: 'error',
    title: 'nginx refuses its configuration',
    meaning:
      'The configuration has a fault. nginx keeps running with the old one at best, and does not come back after a restart; a new certificate is not loaded.',
    fix: 'Run the configuration test, open the file and line that it names, correct it and test again before the reload.',
  },
  'nginx-config-parse': {
    area: 'server',
    severity: 'error',
    title: "The client cannot read nginx's configuration",
    meaning:
      'nginx accepts the file, but the client cannot read it and skips it. The sites in it are invisible to the client.',
    fix: 'Look at the file and line named: a comment or a quote in an unusual place is the common cause. Or let the client use the web root instead of editing nginx.',
  },
  'nginx-no-matching-vhost': {
    area: 'server',
    severity: 'error',
    title: 'No server block matches',
    meaning:
      'No server block of nginx lists this name in server_name, or no virtual host of Apache in ServerName or ServerAlias. The client cannot install the certificate, and another site answers for the name.',
    fix: 'Add the name to the right server block or virtual host, test the configuration and reload.',
  },
  'nginx-default-answers': {
    area: 'server',
    severity: 'error',
    title: 'The default site answers',
    meaning:
      'The web server answers for this name with its default site, so the one meant for it is not loaded. A missing or broken link in sites-enabled is the usual cause.',
    fix: 'Check that the site is enabled and that its link leads to an existing file. Then test the configuration and reload.',
  },
  'nginx-binary-missing': {
    area: 'server',
    severity: 'error',
    title: 'nginx is not found',
    meaning:
      'The client looks for the nginx program and does not find it. It is not installed, or it lies outside the search path of the timer or cron job.',
    fix: 'Install nginx, or tell the client where it is. In cron, set the search path.',
  },
  'nginx-cert-missing': {
    area: 'server',
    severity: 'error',
    title: 'A certificate file is missing',
    meaning:
      'The configuration names a certificate or key file that does not exist, so the server does not start or reload.',
    fix: 'Issue the certificate or correct the path. To get the server up meanwhile, switch off the TLS part of that site only.',
  },
  'nginx-key-mismatch': {
    area: 'server',
    severity: 'error',
    title: 'Key and certificate differ',
    meaning:
      'The private key does not belong to the certificate. The server refuses the pair and keeps the old one, or does not start.',
    fix: 'Point both settings at files of the same issuance. If the right key is lost, issue a new certificate.',
  },
  'nginx-permission': {
    area: 'server',
    severity: 'error',
    title: 'The server may not read files',
    meaning:
      'The web server lacks the right to read a key, a certificate or the web root. It does not start, or answers 403.',
    fix: 'Check the owner and mode of the file and of every folder above it; folders need the execute right. On systems with SELinux, check its labels too.',
  },
  'nginx-no-ssl-cert-defined': {
    area: 'server',
    severity: 'error',
    title: 'A TLS port has no certificate',
    meaning: 'A listener is switched to TLS, but no certificate is configured for it. Every handshake on it fails.',
    fix: 'Add the certificate and its key to that site, also to the default one (ssl_certificate and ssl_certificate_key in nginx, SSLCertificateFile and SSLCertificateKeyFile in Apache), then test and reload.',
  },
  'nginx-stapling-ignored': {
    area: 'server',
    severity: 'info',
    title: 'OCSP stapling has no effect',
    meaning:
      "Stapling is switched on, but the certificate names no OCSP service. Let's Encrypt ended OCSP in 2025; nothing is broken by it.",
    fix: 'Remove the stapling lines to silence the warning.',
  },
  'nginx-conflicting-name': {
    area: 'server',
    severity: 'warning',
    title: 'A name is configured twice',
    meaning:
      'Two sites claim the same name on the same port. The server uses the first and ignores the second, so the certificate or the challenge may sit in the ignored one.',
    fix: 'Keep the name in one server block or virtual host per port. Look for copies of the file in the folder of enabled sites.',
  },
  'nginx-ssl-protocol': {
    area: 'server',
    severity: 'warning',
    title: 'No common TLS settings',
    meaning:
      'Client and server found no TLS version, cipher or signature in common. Single lines mostly come from scanners and very old devices.',
    fix: 'Nothing, if real visitors are fine. Otherwise offer TLS 1.2 and 1.3 with the usual ciphers.',
  },
  'nginx-upstream': {
    area: 'server',
    severity: 'error',
    title: 'The backend does not answer',
    meaning:
      'nginx runs, but the application behind it refuses, times out or speaks another protocol. Visitors get 502 or 504, and the CA too where the challenge path goes to that application.',
    fix: 'Start or repair the application, and check address, port and protocol in proxy_pass. Serve the challenge path as static files.',
  },
  'nginx-worker-connections': {
    area: 'server',
    severity: 'error',
    title: 'nginx ran out of connections',
    meaning: 'All worker connections of nginx are in use. New visitors are turned away, and the CA may be among them.',
    fix: 'Raise worker_connections in the events block and the limit of open files with it, then reload. Look for the cause if the traffic does not explain it.',
  },
  'nginx-open-files': {
    area: 'server',
    severity: 'error',
    title: 'Too many open files',
    meaning: 'The server reached its limit of open files and cannot open more files or connections.',
    fix: 'Raise worker_rlimit_nofile in nginx or LimitNOFILE of the service, then restart it.',
  },
  'apache-config-parse': {
    area: 'server',
    severity: 'error',
    title: "Apache's configuration cannot be read",
    meaning:
      'The configuration of Apache has a fault, or the client cannot read it. A new certificate is not installed, and Apache may not start again.',
    fix: 'Run the configuration test of Apache, correct the file and line that it names, then reload.',
  },
  'apache-key-unreadable': {
    area: 'server',
    severity: 'error',
    title: 'Apache cannot read the key',
    meaning:
      'Apache cannot use the private key: the file is missing, not readable, encrypted, or does not fit the certificate.',
    fix: 'Check the path, owner and mode of the key file, and that it belongs to the certificate.',
  },
  'haproxy-pem-invalid': {
    area: 'server',
    severity: 'error',
    title: 'HAProxy cannot load the PEM',
    meaning:
      'HAProxy needs certificate, chain and private key together, and one of them is missing or does not fit. It does not start or reload.',
    fix: 'Write the full chain and the key into one file again, leaf first. Let the deploy hook of the client do that after each renewal.',
  },
  'web-server-not-running': {
    area: 'server',
    severity: 'error',
    title: 'The web server is not running',
    meaning: 'The web server that has the site does not run, so nothing answers for it or for the CA.',
    fix: 'Test its configuration first, then start it. Its log says why it stopped.',
  },
  'web-server-config-test': {
    area: 'server',
    severity: 'error',
    title: 'The web server refuses its configuration',
    meaning:
      'The configuration has a fault. The server keeps running with the old one at best, and does not come back after a restart; a new certificate is not loaded.',
    fix: 'Run the configuration test of the server, correct the line that it names and test again before the reload.',
  },
  'client-plain-on-tls': {
    area: 'server',
    severity: 'info',
    title: 'A client spoke another protocol',
    meaning:
      'Somebody sent plain text to a TLS port or the reverse. On a public server such lines come from scanners all day.',
    fix: 'Nothing, if it comes from strangers. If it comes from a proxy of your own, correct the scheme or port there.',
  },
  'client-rejects-cert': {
    area: 'server',
    severity: 'warning',
    title: 'A client rejects the certificate',
    meaning:
      'A client broke off the handshake because it does not accept the certificate. From one client it mostly means an old device or a private trust store; from many it is the chain or the name.',
    fix: 'Look at the certificate and chain that are really served. If they are fine, update the root certificates of that client.',
  },
  'certbot-lock': {
    area: 'client',
    severity: 'warning',
    title: 'Another certbot is running',
    meaning:
      'certbot runs already and holds the lock, so this run stopped. A timer and a manual run met, or an earlier run hangs in a hook.',
    fix: 'Wait a few minutes and try again. If it stays, find the hanging process and see what it waits for.',
  },
  'certbot-plugin-missing': {
    area: 'client',
    severity: 'error',
    title: 'A certbot plugin is missing',
    meaning:
      'certbot was told to use a plugin that is not installed beside it. Plugins must come from the same source as certbot itself: package, snap or pip.',
    fix: 'Install the plugin from the same source as certbot, or use another method.',
  },
  'certbot-renewal-conf': {
    area: 'client',
    severity: 'error',
    title: 'The renewal settings are broken',
    meaning:
      'certbot cannot read the renewal file of this certificate, so it skips it at every renewal until the certificate expires.',
    fix: 'Open the file and correct it. Or issue the certificate again under the same name, which writes the file anew.',
  },
  'certbot-live-dir': {
    area: 'client',
    severity: 'error',
    title: "certbot's links are broken",
    meaning:
      'certbot keeps links in live/ that lead to the files in archive/. They are missing, lead nowhere, or were replaced by files when the folder was copied, so renewal fails.',
    fix: 'Make the links again so that they lead to the newest version in archive/. Keep a copy of both folders first, and copy them with links preserved from now on.',
  },
  'certbot-hook-failed': {
    area: 'client',
    severity: 'error',
    title: 'A hook failed',
    meaning:
      'A command that certbot runs before or after renewal ended with an error. The certificate may be renewed on disk while the server still serves the old one.',
    fix: 'Run the command of the hook by hand and read its error. Then reload the web server and check which certificate is served.',
  },
  'certbot-env': {
    area: 'client',
    severity: 'error',
    title: "certbot's environment is broken",
    meaning:
      'certbot itself does not run properly: its Python modules, libraries or snap do not fit together, often after an upgrade of the system.',
    fix: 'Install certbot anew from one source, and remove the others. The folder /etc/letsencrypt stays as it is.',
  },
  'acme-client-setup': {
    area: 'client',
    severity: 'error',
    title: 'The client is set up wrong',
    meaning:
      'The client was called with a folder, web root, server or option that does not fit this machine. It stops before it asks the CA.',
    fix: 'Correct the option that the line names. Then test with a dry run or against the staging service of the CA.',
  },
  'acme-storage-permission': {
    area: 'client',
    severity: 'error',
    title: 'The storage file is too open',
    meaning:
      'The file that holds accounts and private keys can be read by others. The client refuses to use it, so nothing is issued.',
    fix: 'Set the mode of the file to 600 and keep it as the owner that the client runs as.',
  },
  'client-state-corrupt': {
    area: 'client',
    severity: 'error',
    title: "The client's state is damaged",
    meaning:
      'A file in which the client keeps its state is empty or unreadable, often after a full disk or a crash. It cannot go on from there.',
    fix: 'Put the file back from a backup. If there is none, move it aside and let the client start anew; watch the rate limits.',
  },
  'client-openssl-bug': {
    area: 'client',
    severity: 'error',
    title: 'Client and OpenSSL do not fit',
    meaning: 'The client cannot work with the version of OpenSSL on this machine, so it fails before it asks the CA.',
    fix: 'Update the client. If that does not help, check which OpenSSL program it finds first on the search path.',
  },
  'panel-bug': {
    area: 'client',
    severity: 'error',
    title: 'The hosting panel has a defect',
    meaning: 'This message belongs to a known defect of the hosting panel. The settings of the site are not at fault.',
    fix: 'Update the panel. Until then, issue the certificate with another client and import it.',
  },
  'permission-denied': {
    area: 'client',
    severity: 'error',
    title: 'Permission is denied',
    meaning: 'The client lacks the right to read or write a file or folder, or to use a port. It stops there.',
    fix: 'Run the client with the rights it needs, mostly as root. Or correct the owner and mode of the file named.',
  },
  'disk-full': {
    area: 'client',
    severity: 'error',
    title: 'The disk is full',
    meaning: 'There is no space left, so keys, certificates and logs cannot be written. Half-written files can follow.',
    fix: 'Free some space, check inodes too, then run the client again. Look at the size of old logs first.',
  },
  'clock-skew': {
    area: 'client',
    severity: 'error',
    title: 'The clock is wrong',
    meaning:
      'The clock of this machine differs from the time of the world. Certificates seem expired or not yet valid, and signed messages are refused.',
    fix: 'Switch time synchronisation on and wait until the clock is right. Then try again.',
  },
  'deploy-failed': {
    area: 'deploy',
    severity: 'error',
    title: 'The certificate was not installed',
    meaning:
      'The certificate was issued, but not put in place or not loaded. Visitors still get the old one, until it expires.',
    fix: 'Run the installing step by hand and read its error. Then reload the server and check what it serves; a new order is not needed.',
  },
  'deploy-not-reloaded': {
    area: 'deploy',
    severity: 'error',
    title: 'The old certificate is still served',
    meaning:
      'The new certificate is on the disk, but the server still serves the old one, because it was not reloaded or reads another file. Browsers do not cause this by caching.',
    fix: 'Test the configuration and reload the server. If nothing changes, compare the path in the configuration with the renewed file, and look for a CDN or a second machine in front.',
  },
  'deploy-auth-failed': {
    area: 'deploy',
    severity: 'error',
    title: 'Access to the target fails',
    meaning:
      'The automation could not log in to the server that should get the certificate, or may not restart its service. The certificate is issued but not installed.',
    fix: 'Log in by hand with the same account and key. Then check the rights to write the files and to reload the service.',
  },
  'keystore-write-failed': {
    area: 'deploy',
    severity: 'error',
    title: 'The key store cannot be written',
    meaning:
      'The new key or certificate could not be written into the key store. The service keeps the old certificate.',
    fix: 'Check that the path exists, that the account may write there, and that the password of the store is right.',
  },
  'automation-inactive': {
    area: 'deploy',
    severity: 'error',
    title: 'Nothing renews this certificate',
    meaning:
      'The timer, cron job or bot that should renew is missing, stopped or has not run. The certificate will expire.',
    fix: 'Enable the timer or start the bot again, and look when it last ran and with what result. Then renew once by hand.',
  },
  'automation-failing': {
    area: 'deploy',
    severity: 'warning',
    title: 'The last renewal run failed',
    meaning:
      'The timer or bot that renews ran and ended with an error. It tries again, but what kept it from succeeding mostly does so again, until the certificate expires.',
    fix: 'Read its log for the cause, correct it, then run the renewal once by hand.',
  },
  'automation-stuck': {
    area: 'deploy',
    severity: 'warning',
    title: 'The deployment hangs',
    meaning:
      'The deployment is pending for much longer than usual. A command on the target waits for an answer, or the target is slow or cannot be reached.',
    fix: 'See which step does not end and run its command by hand. Then cancel the run and start it again for a smaller part.',
  },
  'renewal-window-wrong': {
    area: 'deploy',
    severity: 'warning',
    title: 'The renewal window does not fit',
    meaning:
      'Renewal starts too early or too late for the lifetime of this certificate. Fixed days fit badly, because lifetimes become shorter: 90, 64, 45 or only 6 days.',
    fix: 'Let the client follow the renewal information of the CA (ARI). Otherwise renew when a third of the lifetime is left, or half of it below ten days.',
  },
  'renewal-overdue': {
    area: 'deploy',
    severity: 'error',
    title: 'The renewal is overdue',
    meaning: 'The certificate should have been renewed by now and was not. If nothing happens, it expires.',
    fix: 'Run the renewal by hand and read what it says. Then check the timer or job that should have done it.',
  },
  'credentials-expiring': {
    area: 'deploy',
    severity: 'warning',
    title: 'A credential expires soon',
    meaning:
      'A token or password that the automation needs expires soon or has expired. Renewal then fails although nothing else changed.',
    fix: 'Create a new credential, put it into the settings of the client, and test with a dry run.',
  },
  'cert-expired': {
    area: 'certificate',
    severity: 'error',
    title: 'The certificate has expired',
    meaning: 'Browsers and programs refuse the connection.',
    fix: 'Renew the certificate now, reload the server and check what it serves. Then find out why the automatic renewal did not happen.',
  },
  'cert-expiring': {
    area: 'certificate',
    severity: 'warning',
    title: 'The certificate expires soon',
    meaning: 'Little of its lifetime is left, and a healthy automation would have renewed it already.',
    fix: 'Renew it now, or find out why the automatic renewal does not run.',
  },
  'cert-not-yet-valid': {
    area: 'certificate',
    severity: 'error',
    title: 'The certificate is not valid yet',
    meaning:
      'The validity of the certificate begins in the future. Mostly a clock is wrong, here or where it was made.',
    fix: 'Compare the clocks first. If they are right, wait until the start date or use the earlier certificate.',
  },
  'cert-hostname': {
    area: 'certificate',
    severity: 'error',
    title: 'The certificate lacks this name',
    meaning:
      'The served certificate does not cover this name, so browsers warn. The server answers with the certificate of another site, or the name was never added.',
    fix: 'Check which server block answers for the name and which file it uses. If the name is missing in the certificate, issue it again with the name.',
  },
  'chain-incomplete': {
    area: 'certificate',
    severity: 'error',
    title: 'The chain is incomplete',
    meaning:
      'The server does not send the intermediate certificates. Some browsers fill the gap by themselves, but programs, phones and other servers fail.',
    fix: 'Configure the full chain instead of the certificate alone (with certbot: fullchain.pem), with every intermediate that the CA delivers. Then reload.',
  },
  'chain-order': {
    area: 'certificate',
    severity: 'warning',
    title: 'The chain is out of order',
    meaning:
      'The chain is sent in the wrong order or with certificates that do not belong to it. Most clients cope, strict ones fail.',
    fix: 'Send the certificate of the site first, then each certificate that signed the one before, and nothing else. The root can be left out.',
  },
  'chain-revoked': {
    area: 'certificate',
    severity: 'error',
    title: 'A certificate was revoked',
    meaning: 'The CA has revoked a certificate of this chain. Clients that check refuse the connection.',
    fix: 'If it is your own certificate, issue a new one with a new key. If it is an intermediate, renew and serve the chain that the CA delivers today.',
  },
  'client-trust-store': {
    area: 'certificate',
    severity: 'error',
    title: 'The trust store is outdated',
    meaning:
      'The client that connects does not know the root of this chain, because its own root certificates are missing or old. The server may be fine.',
    fix: 'Update the root certificates on the client machine or in its container image. For a private CA, install its root there.',
  },
  'self-signed': {
    area: 'certificate',
    severity: 'error',
    title: 'The certificate is not trusted',
    meaning: 'The certificate is signed by itself or by a CA that browsers do not know. Every visitor gets a warning.',
    fix: 'Issue a certificate from a public CA and configure it. If a private CA is meant, install its root on the clients.',
  },
  'cert-common-name-only': {
    area: 'certificate',
    severity: 'error',
    title: 'The certificate lists no names',
    meaning:
      'The certificate has no subject alternative names, only a common name. Browsers have ignored the common name for years and refuse it.',
    fix: 'Issue the certificate again with the names as subject alternative names.',
  },
  'cert-weak': {
    area: 'certificate',
    severity: 'warning',
    title: 'Key or signature is weak',
    meaning: 'The key is too short or the signature uses an outdated algorithm. Modern clients refuse it or will soon.',
    fix: 'Issue a new certificate with an EC P-256 or an RSA 2048 key, signed with SHA-256 or better.',
  },
  'cert-staging': {
    area: 'certificate',
    severity: 'error',
    title: 'The certificate is for tests',
    meaning: "The certificate comes from a CA's test service. No browser trusts it.",
    fix: 'Issue it again from the production service: remove the staging option or change the directory address in the client.',
  },
  'cert-must-staple': {
    area: 'certificate',
    severity: 'error',
    title: 'The certificate demands stapling',
    meaning:
      "The certificate says that the server must staple an OCSP answer. Let's Encrypt and others no longer provide OCSP, so strict clients refuse the connection.",
    fix: 'Issue a new certificate without must-staple and remove the option from the client.',
  },
  'cert-key-permissions': {
    area: 'certificate',
    severity: 'warning',
    title: 'The private key is exposed',
    meaning: 'Other users of this machine can read the private key. Whoever has it can pretend to be this site.',
    fix: 'Set the key to mode 600 and its folder to 700, owned by root. If strangers had access to the machine, issue a new certificate with a new key.',
  },
  'other-invalid': {
    area: 'certificate',
    severity: 'error',
    title: 'Clients refuse the certificate',
    meaning:
      'A certificate of the chain breaks a rule that browsers and programs insist on: who may sign, for which names, for what purpose, or in what form. They refuse the connection.',
    fix: 'Issue a new certificate from a public CA, and serve it with the chain that the CA delivers. With a private CA, make its certificates again by the rule that is named.',
  },
  'mixed-content': {
    area: 'certificate',
    severity: 'warning',
    title: 'The page loads insecure parts',
    meaning:
      'The page comes over HTTPS but loads parts over plain HTTP. Browsers block them or take the lock away, whatever the certificate.',
    fix: 'Change these addresses to https://. In a content management system, the stored address of the site and old links in the database are the usual place.',
  },
  'mail-no-tls': {
    area: 'certificate',
    severity: 'warning',
    title: 'The mail port takes no TLS',
    meaning:
      'The mail server does not turn to TLS on this port, or nothing answers there. Mail programs then refuse, or send passwords and mail in clear.',
    fix: 'Switch STARTTLS on in the mail server with its certificate and key, and open the port in the firewalls. Port 25 is often closed on the way out of the network from which the check was made.',
  },
  'http-only': {
    area: 'certificate',
    severity: 'warning',
    title: 'Nothing answers over HTTPS',
    meaning:
      'Nothing takes connections on the port of HTTPS, so the certificate, if there is one, is not in use. Visitors get the site without TLS, or not at all.',
    fix: 'Add a TLS listener on port 443 with the certificate to the site, open the port in the firewalls, and reload.',
  },
  'unknown-cause': {
    area: 'other',
    severity: 'warning',
    title: 'The cause is not shown',
    meaning: 'Something certainly failed, but these lines do not say why.',
    fix: 'Run the client again with more detail and look at the lines before the first error. A live check of the domain shows what can be seen from here.',
  },
} as const satisfies Readonly<Record<string, Problem>>;

export type ProblemId = keyof typeof problems;
