export const helpText = `Cert Doctor finds out why a certificate or the DNS behind it fails.

Usage:
  cert-doctor check NAME... [options]       look at domains from this machine
  cert-doctor check --config FILE [options] look at the domains of a cert-doctor.json
  cert-doctor check --replay FILE [options] judge again what --record wrote, without a network
  cert-doctor playbook [ID] [NAME...]       walk a playbook: step by step to the fix, with evidence
  cert-doctor report NAME... [options]      write what somebody else needs to help, without secrets
  cert-doctor inspect FILE... [options]     judge certificates, chains, requests and keys on disk
  cert-doctor scan LOG... [options]         find the cause in logs of ACME clients and servers
  cert-doctor issue NAME... [options]       issue one certificate for all NAMEs, after it looked
  cert-doctor renewals [NAME]               what has to be renewed on this machine, when and by whom
  cert-doctor renew NAME|--due [options]    renew one by who owns it, or all that are due
  cert-doctor rollback NAME                 bring the certificate before back into service
  cert-doctor history [NAME]                every attempt to issue, and to renew by a client
  cert-doctor schedule [--cron] [--remove]  the timer, or cron file, that renews on its own, or how
                                            it is taken away again

Examples:
  cert-doctor check example.com www.example.com --expect 203.0.113.10
  cert-doctor playbook PB-3 www.example.com
  cert-doctor report www.example.com --log /var/log/letsencrypt/letsencrypt.log > report.md
  cert-doctor inspect fullchain.pem privkey.pem --host www.example.com
  cert-doctor issue example.com www.example.com --webroot /var/www/html --dry-run
  cert-doctor scan /var/log/letsencrypt /var/log/nginx/error.log --since 7d
  journalctl -u certbot | cert-doctor scan -

NAME is a domain such as www.example.com, a wildcard written '*.example.com' (in quotes), or an
IP address for which a certificate is meant.
Each NAME is looked at by itself, and nothing is changed, but by issue, renew and rollback.

LOG is a file, plain or gzip; a folder, in which everything that is named like a log is read, in
the folders below it too; a pattern in quotes, where * stands for a part of a name and ** for any
folders; or - for what a pipe brings.

What should be true of each NAME (check, playbook):
  --expect ADDRESS          an IP address of your server; repeat it for each. An address in
                            DNS that is not among them is reported
  --method METHOD           how the certificate is validated: http-01 (port 80; the default),
                            dns-01 (a DNS record; the default for wildcards), tls-alpn-01,
                            dns-account-01 or dns-persist-01
  --delegation-target NAME  where the CNAME at _acme-challenge must lead
  --txt VALUE               the value that the CA asks for at _acme-challenge of NAME, where dns-01
                            is done by hand: each name server is asked for it. Repeat it for more
  --ca URL                  the ACME directory of the CA that issues, or letsencrypt. It is asked
                            for its directory, its time and when to renew
  --ca-status               read the CA's status page too (of Let's Encrypt, at status.io)
  --starttls PROTOCOL[:PORT]
                            mail is spoken at the names too: smtp (port 25), imap (143) or pop3
                            (110), also smtp:587. Its certificate is judged as the site's; repeat
                            it for more

How to look (check, playbook):
  --resolver HOST[:PORT]    ask this resolver, given by its IP address; over TCP alone
                            as tcp://HOST[:PORT]; or tls://HOST[:PORT], or
                            https://HOST[:PORT]/dns-query. Repeat it for more. Then only these
                            are asked, not the system's
  --roots FILE              trust the root certificates in this PEM file too; repeatable
  --trust-anchor DS         trust this DNSSEC key, given as in a DS record ('. 20326 8 2 E06D...');
                            repeatable. One for the root replaces the keys that are known
  --allow-private           look at private, loopback and documentation addresses too,
                            as an internal CA or a test network needs it
  --http-port PORT          instead of 80, for a test network
  --https-port PORT         instead of 443
  --timeout SECONDS         longest time for one domain (15)

What to keep of it (check):
  --compare                 show what each resolver and each name server of the zone answers to
                            each question, side by side; differences first
  --record FILE             write everything that was seen, to be judged again by --replay, also
                            by later versions and on other machines
  --replay FILE             judge what was recorded, as of the time when it was seen
  --remember                tell what changed since each domain was last well: addresses, records,
                            issuer, serial, chain, who listens, nginx's server blocks. For that, a
                            little is kept in ~/.cert-doctor/history

How to walk a playbook (playbook; without ID it lists them, without NAME it tells the steps):
  --problem PROBLEM         the playbook that is made for this problem, such as cert-expired
  --search WORDS            list only what fits these words, such as 'deployment pending'
  --file FILE               look at this certificate, request or key store too; repeatable
  --log FILE                read this log too, beside those at their usual places; repeatable
  --target HOST             knock at this machine's ports for SSH and WinRM; repeatable
  --platform PLATFORM       the product that keeps the certificate, as for report; its own pages
                            and commands are named then
  --remember                keep what was seen, so that PB-2 can tell what changed since
  --json                    one look, and what it came to. Else, on a terminal: Enter looks again,
                            s leaves the step out, d says that it is done, q ends it.
                            NAME... are the names of one certificate, the first one its own

What to put into a report (report; with the options of check for what should be and how to look):
  --log FILE                what this log says of NAME, with the decisive lines; repeatable
  --note TEXT               what you want to add
  --platform PLATFORM       the product that keeps the certificate: cloudpanel, smoxy, certinext,
                            cloud-ai-pilot, plesk and others
  --json                    as JSON (docs/escalation-report.schema.json) instead of Markdown.
                            Secrets are taken out of both, and made-up names stand for people,
                            machines, clients and other domains. Nothing is sent

How to judge files (inspect):
  --host NAME               the name or the IP address that the certificate is for
  --roots FILE              trust the root certificates in this PEM file, and no others; repeatable
  --at TIME                 judge as of this moment, such as 2026-11-26T12:00:00Z, instead of now

What to show of each LOG (scan):
  --domain NAME             only what concerns this name, and what concerns all names
  --since WHEN              only what was written since: 30m, 12h, 7d, 2026-11-26 or
                            2026-11-26T08:00Z. Without a zone, this machine's. Lines without a
                            time belong to the last time before them
  -f, --follow              go on with what is written to the logs, through their rotation, until
                            Ctrl+C or the pipe's end; with --json, a line of JSON for each problem

How to issue (issue; it shows what it will do, looks at all that it needs, and asks):
  --ca NAME|URL             letsencrypt (the default), zerossl, google, actalis, sslcom-ecc or
                            sslcom-rsa; or the https:// URL of an ACME directory, as of a step-ca
  --staging                 the CA's service for trials, which nobody trusts
  --ca-root FILE            trust this PEM file for the HTTPS of a private CA
  --contact MAIL            an address for the account
  --agree-tos               agree to the CA's terms; without it, you are asked
  --eab-kid ID              the external account; its key stands in CERT_DOCTOR_EAB_KEY
  --profile NAME            one of the CA's profiles, such as shortlived
  --preferred-chain NAME    the chain whose last certificate this issuer has signed
  --key-type TYPE           ec-p256 (the default), ec-p384, rsa-2048, rsa-3072 or rsa-4096
  --webroot DIR             prove the names by files under the folder of the web server (http-01)
  --listen PORT             ... by a server of our own, for as long as it takes (http-01; 80)
  --tls-listen PORT         ... by one that speaks TLS (tls-alpn-01; 443)
  --dns-manual              ... by DNS records that you write (dns-01)
  --dns-hook PROGRAM        ... by a program, run as PROGRAM add|remove NAME VALUE without a shell;
                            repeat it for words before those
  --dns-rfc2136 SERVER      ... by updates of this name server (RFC 2136), signed with
                            --tsig-key NAME and --tsig-algorithm (hmac-sha256); its secret is in
                            CERT_DOCTOR_TSIG_NAME, with _ for what is no letter or digit
  --method METHOD           with the last three: dns-account-01 or dns-persist-01 instead of dns-01
  --install CONTENT=FILE    put it there: full-chain, key, full-chain-and-key, certificate, chain,
                            pkcs12 or jks; repeat it for each file
  --test 'COMMAND'          tells whether the server takes its configuration; no shell, words stand
                            between blanks
  --reload 'COMMAND'        has the server read the files; then every address is looked at
  --ssh DESTINATION         files and commands are those of this machine, by your SSH configuration
  --dry-run                 only show what would be done and what speaks against it

How to renew (renew, rollback, renewals, history, schedule):
  NAME                      a name that the certificate holds, or the name of its folder where
                            several hold it
  --due                     what Cert Doctor issued here and is due, as it was asked for before
  --dry-run                 let the owning client of NAME try, where it can (certbot)
  --yes, -y                 agree to what is shown (issue too); without a terminal nothing is done
                            without it
  --accept RISK             ... although something speaks against it: another-certificate (there
                            is a valid one), owned-by-client (an ACME client renews these names),
                            too-early, token-not-seen, trial-certificate (into service) or
                            fewer-names (than the one in place); repeatable
  --storage DIR             where accounts, keys and certificates are kept (~/.cert-doctor)
                            Secrets come by the environment: CERT_DOCTOR_EAB_KEY,
                            CERT_DOCTOR_TSIG_<key name>, CERT_DOCTOR_STORE_PASSWORD
  --allow-private           look at private addresses too (renew, rollback, schedule), and
  --resolver HOST[:PORT]    ask this resolver alone: as for issue. A schedule knows no more of how
                            to look than what it was written with

How to show it:
  --json                    everything that was seen and found, as JSON
  --sarif                   what check or scan found, as SARIF 2.1.0 for code scanning
  --no-color                no colours; so does the variable NO_COLOR
  --help, --version

Exit code:
  0  nothing needs you: there may be remarks, of severity info
  1  there are problems, of severity error or warning
  2  it could not be done, or not all of it could be seen (unknown)
`;
