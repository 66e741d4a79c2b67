import * as vscode from 'vscode';
import { durationWords } from '../../core/certificate/lifetime.ts';

/** Hours and minutes of the user's own clock. */
export function localTime(at: string): string {
  return new Date(at).toLocaleTimeString(vscode.env.language, { hour: '2-digit', minute: '2-digit' });
}

/** A moment on the user's own clock with its zone, and how far it is from now: `26 Nov, 14:05 GMT+1 (in 2 hours)`. */
export function localMoment(at: string, now = new Date()): string {
  const words = new Date(at).toLocaleString(vscode.env.language, {
    ...{ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  });
  const ms = Date.parse(at) - now.getTime();
  const far = Math.abs(ms) < 60_000 ? 'less than a minute' : durationWords(ms);
  return `${words} (${ms > 0 ? `in ${far}` : `${far} ago`})`;
}
