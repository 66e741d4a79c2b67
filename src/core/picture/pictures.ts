import type { DomainReport } from '../domain/report.ts';
import type { Need } from '../playbook/playbook.ts';
import { chainPicture, type ChainPicture } from './chain-picture.ts';
import { recordsPicture, type RecordsPicture } from './records-picture.ts';
import { validityPicture, type ValidityPicture } from './validity-picture.ts';

export type ReportPicture = ChainPicture | RecordsPicture | ValidityPicture;

type Draw = (report: DomainReport, earlier: DomainReport | null) => ReportPicture | null;

/** What a step is shown by beside its table: by what it has to see. */
const picturesOf: Readonly<Partial<Record<Need, readonly Draw[]>>> = {
  addresses: [(report) => recordsPicture('addresses', report)],
  'challenge-record': [(report) => recordsPicture('delegation', report)],
  nodes: [(report) => recordsPicture('addresses', report)],
  served: [chainPicture, validityPicture],
  'file-and-served': [chainPicture, validityPicture],
  current: [validityPicture],
};

/**
 * The pictures of a step that has to see `need`.
 * @param earlier an earlier look that saw other certificates; null where there was none
 */
export function picturesFor(need: Need, report: DomainReport, earlier: DomainReport | null): readonly ReportPicture[] {
  return (picturesOf[need] ?? []).map((draw) => draw(report, earlier)).filter((picture) => picture !== null);
}
