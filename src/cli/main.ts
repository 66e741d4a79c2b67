#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Else V8 lets the garbage of a long log grow to twice the memory; the time is the same (docs/performance.md). It has to
// come before everything else is loaded, whose own garbage would have made room for more.
setFlagsFromString('--optimize-for-size');
setFlagsFromString('--semi-space-growth-factor=1');

void import('./program.ts').then(({ runProgram }) => runProgram());
