import type { ReportPicture } from '../../../core/picture/pictures.ts';
import { chainFigure } from './chain-figure.ts';
import { element } from './element.ts';
import { recordsFigure } from './records-figure.ts';
import { validityFigure } from './validity-figure.ts';

/** A picture under its title. To a screen reader it is one image that says the same in words. */
export function figure(picture: ReportPicture): HTMLElement {
  return element(
    'figure',
    { class: 'figure' },
    element('figcaption', {}, picture.title),
    element(
      'div',
      { class: `drawing drawing-${picture.kind}`, role: 'img', 'aria-label': picture.text },
      ...drawn(picture),
    ),
  );
}

function drawn(picture: ReportPicture): readonly Node[] {
  switch (picture.kind) {
    case 'chain':
      return chainFigure(picture);
    case 'records':
      return recordsFigure(picture);
    case 'validity':
      return validityFigure(picture);
  }
}
