import type { DomainIntent } from '../../core/domain/intent.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { platformFor, signsIn } from '../../core/platform/detect-platform.ts';
import { shownText } from '../shown-text.ts';
import { quiet, rowOf, type Row } from '../domains/row.ts';

/** The platform that keeps the certificate: as the user named it, or as something shows it, with what does; none where nothing does. */
export function platformRow(id: string, intent: DomainIntent, { observations }: DomainReport): readonly Row[] {
  const { platform, by, sign } = platformFor(intent, signsIn(observations));
  if (by === 'assumed') return [];
  const line = `"platform": "${platform.id}"`;
  const how = by === 'said' ? 'as cert-doctor.json says' : `recognised by ${shownText(sign ?? '', 80)}`;
  const proposal = `This is what it looks like from here. If it is so, accept it: ${line} is written into the entry of the domain in cert-doctor.json. Steps are then told as they are done there, and words of a status are read as its own.`;
  return [
    rowOf({
      id: `${id}:platform`,
      label: 'Platform',
      description: `${platform.title} · ${how}`,
      icon: { id: by === 'said' ? 'package' : 'lightbulb', color: by === 'said' ? null : quiet },
      tooltip: [
        { kind: 'heading', text: platform.title },
        { kind: 'text', text: platform.what },
        ...(by === 'said' ? [] : [{ kind: 'text', text: proposal } as const]),
      ],
      contextValue: by === 'said' ? 'platform' : 'platform.seen',
    }),
  ];
}
