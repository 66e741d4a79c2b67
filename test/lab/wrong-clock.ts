// A machine whose clock is wrong, for Node.js's `--import`: CLOCK_AHEAD_DAYS says by how much.
const ahead = Number(process.env['CLOCK_AHEAD_DAYS'] ?? 0) * 86_400_000;
const RightDate = Date;

class WrongDate extends RightDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(RightDate.now() + ahead);
    else super(...(given as [string]));
  }

  static override now(): number {
    return RightDate.now() + ahead;
  }
}

globalThis.Date = WrongDate as DateConstructor;
