/** Something that is said of a playbook or of what leads to it; the heavier, the more it says of it. */
export interface Said {
  /** Whom it leads to. */
  readonly of: string;
  readonly text: string;
  readonly weight: number;
}

/** What a person's words mean, as far as they are known. */
export interface LikelyMeant<S extends Said> {
  /** How well each of those that fit does, best first. */
  readonly fits: ReadonlyMap<string, number>;
  /** How much of each text was met, and of the words by it: 1 where they say the same. */
  readonly alike: ReadonlyMap<S, number>;
}

/** Words that stand in sentences about anything. */
const idle = new Set(
  (
    'a about all am an and any are as at be because been but by can could d did do does done for from get gets go ' +
    'goes got had has have he her here him his how i if im in into is it its just keep keeps ll may me more most ' +
    'must my myself of off on or our ours out per please re s shall she should since so some t than that the their ' +
    'them then there these they this those though to too up us ve very was we well were what when where which while ' +
    'who whom why will with would yet you your yours ensure check checks checked verify verifies verified ' +
    'verification confirm review inspect look see'
  ).split(' '),
);

/**
 * Words that somebody may use for one another. Who types one means the others a little less than what was typed; a word may
 * stand in several rows.
 */
const alikeWords: readonly (readonly string[])[] = [
  'certificate cert ssl tls zertifikat',
  'fail error broken breaks cant cannot wont doesnt unable trouble crash',
  'reject refuse deny forbidden block prevent drop filter',
  'issue generate obtain create order request provisioning',
  'reach accessible available connect answer respond',
  'unreachable inaccessible offline down timeout dead',
  'expire ran outdated over lapsed ended died abgelaufen',
  'hang hung stuck forever never endless frozen waits',
  'slow long longer duration takes',
  'pending waiting progress queued',
  'renew autorenew reissue',
  'automatic auto itself unattended',
  'schedule scheduler timer cron systemd frequency',
  'old previous earlier stale former cached before',
  'warning alert complain insecure',
  'browser chrome firefox safari edge visitors',
  'image picture script stylesheet style css font asset iframe frame resource parts',
  'padlock lock',
  'permission right owner ownership chmod chown writable readable privileges',
  'write written',
  'folder directory dir',
  'hardening safe safer secure protect lockdown',
  'record cname txt entry',
  'delete remove drop',
  'limit rate many 429 quota',
  'csr request',
  'node machines several cluster multi multiple',
  'cover contain included match holds',
  'subdomain level label',
  'bot job agent task',
  'deploy rollout install',
  'target host machine server',
  'site website homepage vhost host',
  'name domain hostname san',
  'san subject alternative names',
  'firewall nsg security group inbound ingress ufw nftables iptables',
  'credentials password login account token key auth authentication logon sign',
  'cpu memory ram processor load overloaded swap resource',
  'prompt input question asks confirmation interactive',
  'link symlink',
  'config configuration settings',
  'wrong different other invalid mismatch unexpected misconfigured',
  'missing absent lacks without none',
  'duplicate doubled twice',
  'cdn proxy cloudflare',
  'nat cgnat router',
  'chain intermediate',
  'issuer authority ca',
  'provider registrar isp hoster',
  'address ip ipv4 ipv6 aaaa',
  'reload restart',
  'rollback back revert',
  'test staging trial',
  'try tries retry attempt again repeatedly',
  'rerun run retry again',
  'fewer smaller reduced scope less simplified',
  'dcv validation',
  'add upload import',
  'run ran execute',
  'completed finished ended done',
  'time timezone zone utc clock',
].map((row) => row.split(' '));

const ends = (
  'atically ability ibility ations ically ingly ivity ating ation ances ments ional ately ated ates able ably ible ance edly ' +
  'ence ings ions ment atic ally als ate ied ies ing ion ial ic al ed es ly s e y'
).split(' ');

/** What is left of a word without the ends that grammar gives it; it need not be a word. */
function stemOf(word: string): string {
  if (word.startsWith('http')) return word;
  // What is valid need not have been validated.
  if (word.startsWith('validat')) return 'validat';
  let stem = word;
  for (let times = 0; times < 2; times++) {
    const end = ends.find(
      (one) => stem.endsWith(one) && stem.length - one.length >= 3 && !(one === 's' && stem.endsWith('ss')),
    );
    if (end === undefined) break;
    stem = stem.slice(0, -end.length);
  }
  return stem.replace(/([bdfglmnprst])\1$/, '$1');
}

const matesOf: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const mates = new Map<string, Set<string>>();
  for (const row of alikeWords.map((words) => words.map(stemOf))) {
    for (const stem of row) mates.set(stem, new Set([...(mates.get(stem) ?? []), ...row]));
  }
  return mates;
})();

/** How much a word says that is only alike, or only begun. */
const alikeness = 0.6;

/** The stems of what is said, each once. */
function stemsIn(text: string, stem: (word: string) => string = stemOf): readonly string[] {
  const words = text
    .replace(/['’‘`]/g, '')
    // One thing with a name of its own, whatever its parts mean.
    .replace(/well[-_ ]known(?:[/ ]_?acme[-_ ]challenge)?/gi, ' challenge path ')
    .replace(/_?acme[-_ ]challenge/gi, ' acmechallenge ')
    .replace(/\blet ?s[- ]encrypt\b/gi, ' letsencrypt ')
    .replace(/\btim(?:e|ed|es|ing)[- ]?outs?\b/gi, ' timeout ')
    .replace(/\b(?:does|did|do|is|are)(?:nt| not) work(?:ing)?\b/gi, ' fails ')
    .replace(/\bre-(?=[a-z])/gi, 're')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !idle.has(word));
  return [...new Set(words.map((word) => stem(word)))];
}

/**
 * Learns what is said of whom, and answers whom the words of a person mean who does not know what things are called. The rarer
 * a word is, the more it counts; whoever has much said of him needs more of it to be meant. A text that says nearly the same
 * counts as much as all the rest together.
 */
export function learnMeanings<S extends Said>(
  all: readonly S[],
): (typed: string, favours: (said: S) => number) => LikelyMeant<S> {
  // The same words come again and again.
  const stems = new Map<string, string>();
  const stem = (word: string): string => {
    const known = stems.get(word) ?? stemOf(word);
    stems.set(word, known);
    return known;
  };
  const texts = all.map((said) => ({ said, stems: stemsIn(said.text, stem) }));
  const spoken = new Map<string, S[]>();
  const loads = new Map<string, number>();
  for (const { said, stems } of texts) {
    loads.set(said.of, (loads.get(said.of) ?? 0) + stems.length * said.weight);
    for (const stem of stems) {
      const known = spoken.get(stem);
      if (known === undefined) spoken.set(stem, [said]);
      else known.push(said);
    }
  }
  const load = sumOf([...loads.values()]) / loads.size;
  const rarityOf = (stem: string): number => Math.log(1 + texts.length / (spoken.get(stem)?.length ?? 1));
  const rarities = new Map([...spoken.keys()].map((stem) => [stem, rarityOf(stem)]));
  const sizes = new Map(texts.map(({ said, stems }) => [said, sumOf(stems.map(rarityOf))]));

  return (typed, favours) => {
    const met = new Map<S, number>();
    const fits = new Map<string, number>();
    let size = 0;
    for (const stem of stemsIn(typed)) {
      const meant = knownLike(stem, rarities);
      const rarity = meant.length === 0 ? rarityOf(stem) : Math.max(...meant.map(({ worth }) => worth));
      size += rarity;
      const best = new Map<S, number>();
      const heard = new Map<string, number>();
      for (const { known, share } of meant) {
        const gain = Math.min(rarity, rarityOf(known)) * share;
        for (const said of spoken.get(known) ?? []) {
          best.set(said, Math.max(best.get(said) ?? 0, gain));
          heard.set(said.of, (heard.get(said.of) ?? 0) + gain * said.weight);
        }
      }
      for (const [said, gain] of best) met.set(said, (met.get(said) ?? 0) + gain);
      // What is said often of somebody says not much more than what is said of him once.
      for (const [of, sum] of heard) {
        const usual = rarity * (2 + (loads.get(of) ?? 0) / load);
        fits.set(of, (fits.get(of) ?? 0) + (3 * rarity * sum) / (sum + usual));
      }
    }
    const alike = new Map([...met].map(([said, gain]) => [said, gain / Math.sqrt(size * (sizes.get(said) ?? 1))]));
    const closest = new Map<string, number>();
    for (const [said, share] of alike) {
      closest.set(said.of, Math.max(closest.get(said.of) ?? 0, share * said.weight * favours(said)));
    }
    const scored = [...fits].map(([of, sum]) => [of, sum / size + (closest.get(of) ?? 0)] as const);
    return { fits: new Map(scored.toSorted((one, other) => other[1] - one[1])), alike };
  };
}

/** The known words that a typed one may mean: itself, those alike, and where it is not known those of which it is a part. */
function knownLike(
  stem: string,
  rarities: ReadonlyMap<string, number>,
): readonly { readonly known: string; readonly share: number; readonly worth: number }[] {
  const begun = (known: string): boolean =>
    (stem.length > 2 && known.startsWith(stem)) || (known.length > 3 && stem.startsWith(known));
  const mates = [...(matesOf.get(stem) ?? [])].filter((mate) => mate !== stem);
  const others = rarities.has(stem) ? mates : [...mates, ...[...rarities.keys()].filter(begun)];
  return [{ known: stem, share: 1 }, ...others.map((known) => ({ known, share: alikeness }))].flatMap((one) => {
    const rarity = rarities.get(one.known);
    return rarity === undefined ? [] : [{ ...one, worth: rarity * one.share }];
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
