import { readFileSync } from 'node:fs';

/**
 * The most memory that this process held so far, in MiB. On Linux not by `getrusage`: there a process begins with the
 * peak of the one that started it.
 */
export function ownPeak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  return peakIn(readFileSync('/proc/self/status', 'utf8'));
}

/** The peak that `/proc/PID/status` tells, in MiB. */
export function peakIn(status: string): number {
  return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]) / 1024;
}
