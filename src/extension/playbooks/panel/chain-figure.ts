import type { ChainLink, ChainPicture, ShownChain } from '../../../core/picture/chain-picture.ts';
import { element } from './element.ts';
import { stateIcon } from './state-icon.ts';

const roleWords: Readonly<Record<ChainLink['role'], string>> = {
  server: "server's own",
  intermediate: 'intermediate',
  root: 'root',
};

/** One row of certificates for each chain that some of the addresses show. */
export function chainFigure({ chains }: ChainPicture): readonly Node[] {
  return chains.map((chain) =>
    element('div', { class: 'chain' }, places(chain), chain.links.length === 0 ? null : certificates(chain.links)),
  );
}

function places({ at, mark, words }: ShownChain): HTMLElement {
  return element(
    'p',
    { class: 'chain-places' },
    stateIcon(mark),
    element('span', {}, element('strong', {}, words), ' ', element('span', { class: 'quiet' }, at.join(', '))),
  );
}

function certificates(links: readonly ChainLink[]): HTMLElement {
  return element(
    'ol',
    { class: 'chain-links' },
    ...links.map(({ role, label, detail, state }) =>
      element(
        'li',
        { class: `chain-link chain-${state}` },
        element('span', { class: 'quiet' }, roleWords[role]),
        element('strong', {}, label),
        element('span', { class: 'chain-detail' }, stateIcon(state), element('span', {}, detail)),
      ),
    ),
  );
}
