import type { ManualRemedy } from './remedy.ts';

/** Where a port is opened outside the machine itself, and how its provider calls that. `{port}` is filled in. */
const places: readonly { readonly where: string; readonly steps: readonly string[]; readonly url: string }[] = [
  {
    where: 'AWS security group',
    steps: [
      'EC2 console, Instances: choose the instance, tab Security, open its security group.',
      'Edit inbound rules, Add rule: Custom TCP, port {port}, source 0.0.0.0/0, and once more with ::/0.',
      'Save, and see that no network ACL of the subnet denies the port.',
    ],
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
  },
  {
    where: 'GCP firewall rule',
    steps: [
      'Google Cloud console, VPC network, Firewall: create a firewall rule for the network of the machine.',
      'Direction ingress, action allow, TCP port {port}, source ranges 0.0.0.0/0; a second rule for ::/0 where IPv6 is used.',
      'Target: all instances, or the network tag that the machine carries.',
    ],
    url: 'https://cloud.google.com/firewall/docs/using-firewalls',
  },
  {
    where: 'Azure network security group',
    steps: [
      'Azure portal, virtual machine, Networking: open the network security group.',
      'Add an inbound rule: source Any, destination port {port}, protocol TCP, action Allow, a priority before any Deny rule.',
      'Look at both groups, the one of the network interface and the one of the subnet.',
    ],
    url: 'https://learn.microsoft.com/en-us/azure/virtual-network/manage-network-security-group',
  },
  {
    where: 'Hetzner firewall',
    steps: [
      'Hetzner Console, project, Firewalls: open the firewall that is applied to the server. None applied: nothing to do here.',
      'Add an inbound rule: TCP, port {port}, source any IPv4 and any IPv6.',
      'A dedicated server has its own firewall in Robot; there the answers need a rule of their own.',
    ],
    url: 'https://docs.hetzner.com/cloud/firewalls/overview/',
  },
  {
    where: 'DigitalOcean cloud firewall',
    steps: [
      'Control panel, Networking, Firewalls: open the firewall of the Droplet.',
      'New inbound rule: Custom, TCP, port {port}, sources All IPv4 and All IPv6.',
    ],
    url: 'https://docs.digitalocean.com/products/networking/firewalls/',
  },
  {
    where: 'Vultr firewall group',
    steps: [
      'Customer portal, Network, Firewall: open the group that is linked to the instance.',
      'Add a rule to the IPv4 rules: accept, TCP, port {port}, source anywhere. The same for the IPv6 rules.',
    ],
    url: 'https://docs.vultr.com/products/network/firewall',
  },
  {
    where: 'Router at home or in the office',
    steps: [
      'In the pages of the router, forward TCP port {port} to the inner address of the server.',
      'If the address that the router shows differs from the public one, the provider shares addresses (CGNAT): validate by DNS.',
    ],
    url: 'https://letsencrypt.org/docs/allow-port-80/',
  },
];

/** One manual remedy per provider, with `{port}` left as it is or replaced by the port given. */
export function openPortElsewhere(port: string): readonly ManualRemedy[] {
  return places.map((place) => ({
    kind: 'manual',
    title: `Open port ${port} in: ${place.where}`,
    where: place.where,
    steps: place.steps.map((step) => step.replaceAll('{port}', port)),
    url: place.url,
  }));
}
