/** What issuing and renewing promise, and which tests fail where it is not kept. */
export interface Invariant {
  readonly promise: string;
  /** Files under test/, each with the beginning of the name of a test in it. */
  readonly tests: readonly (readonly [file: string, name: string])[];
  /** How the code was broken by hand to see a test fail; null: that was not done. */
  readonly broken: string | null;
}

export const invariants: readonly Invariant[] = [
  {
    promise: 'The private key is on the disk before the CA is asked, and only that key is used.',
    tests: [
      ['lab/chaos.test.ts', '$what'],
      ['engine/act/damaged-state.test.ts', 'no certificate is asked for with a key that is not the one on the disk'],
    ],
    broken: 'the key is not compared with the request before finalize',
  },
  {
    promise: 'Each step is journaled before the call whose loss would matter.',
    tests: [
      ['lab/chaos.test.ts', '$what'],
      [
        'engine/act/issue-certificate.test.ts',
        'finishes in the next run where the answer of %s is lost, with one certificate',
      ],
    ],
    broken: 'the order’s URL is not journaled',
  },
  {
    promise: 'A run that ended anywhere is taken up where it stopped, with one certificate in all.',
    tests: [
      ['lab/chaos.test.ts', '$what'],
      [
        'engine/act/issue-certificate.test.ts',
        'finishes in the next run where the answer of %s is lost, with one certificate',
      ],
    ],
    broken: 'an order of before is not asked for',
  },
  {
    promise: 'After any trouble at finalize the order is asked first.',
    tests: [
      ['engine/act/issue-certificate.test.ts', 'fetches the certificate although the answer to finalize is lost'],
      [
        'engine/act/issue-certificate.test.ts',
        'fetches the certificate although the CA says that it cannot be asked for any more',
      ],
    ],
    broken: 'the error of finalize ends the run',
  },
  {
    promise: 'Beside a certificate that is not due there is no other without a second yes.',
    tests: [['engine/act/issue-certificate.test.ts', 'asks before it orders another certificate beside a valid one']],
    broken: 'the question is left out',
  },
  {
    promise:
      'A new certificate is a new version, checked before one pointer moves; nothing is written over or deleted.',
    tests: [
      [
        'engine/act/issue-certificate.test.ts',
        'stores nothing where the certificate %s, and fetches it in the next run',
      ],
      ['engine/act/issue-certificate.test.ts', 'stores nothing where the certificate belongs to another key'],
      [
        'engine/act/damaged-state.test.ts',
        'a newest version that is damaged gives way to the one before, which is whole',
      ],
    ],
    broken: 'the key of the certificate is not checked',
  },
  {
    promise: 'After a crash or on a full or failing disk each file has its old bytes or its new ones.',
    tests: [
      ['lab/chaos.test.ts', 'keeps every byte of before where the disk is full, at whichever write'],
      ['lab/chaos.test.ts', 'uses nothing that the disk did not confirm'],
      ['engine/act/storage.test.ts', 'leaves what was there as it was where it cannot be replaced'],
      ['engine/act/storage.test.ts', 'writes beside a link, not through it'],
    ],
    broken: 'files are written in place',
  },
  {
    promise: 'That files can be written is proven before the CA is asked.',
    tests: [
      ['lab/issue.test.ts', 'orders nothing where the disk is full: %s'],
      ['lab/chaos.test.ts', 'orders nothing where it may not write'],
    ],
    broken: 'the last proof before the order is left out',
  },
  {
    promise:
      'One writer for each certificate and account; one that slept is stopped before its next request or rename.',
    tests: [
      ['lab/chaos.test.ts', 'passes by a run that is frozen while it waits for %s'],
      ['lab/chaos.test.ts', 'gets one certificate where two windows and the CLI want it at once'],
      ['engine/act/issuance-lock.test.ts', 'is got by one of many processes at once'],
      ['engine/act/issuance-lock.test.ts', 'is taken from a holder that shows no sign of life, which is told so'],
    ],
    broken: 'nothing asks the lock before requests and renames',
  },
  {
    promise: 'What is asked of a CA stays below its limits, counted for all windows and the CLI together.',
    tests: [
      [
        'engine/act/ca-patience.test.ts',
        'ends before the CA would refuse more %s, with the time from which it goes on',
      ],
      ['engine/act/ca-patience.test.ts', 'is counted once where many ask at the same moment'],
    ],
    broken: 'orders are not counted',
  },
  {
    promise: 'After a failure the next try waits longer each time, across restarts; the CA’s Retry-After is the least.',
    tests: [
      ['engine/act/ca-patience.test.ts', 'the next try waits, in every window, unless the user says otherwise'],
      ['engine/act/ca-patience.test.ts', 'the time grows with each one'],
      ['core/acme/back-off.test.ts', 'is at most 30 days away where the CA says %s'],
    ],
    broken: 'failures are not written down',
  },
  {
    promise:
      'Too many requests (429) are never repeated in a run; 5xx and lost answers three times, bad nonces ten times.',
    tests: [
      ['lab/chaos.test.ts', 'asks once where the CA says that it is too much, and no window asks before it may'],
      ['engine/act/ca-patience.test.ts', 'is repeated in the same run: two times 503 for %s'],
      ['engine/act/ca-patience.test.ts', 'is given up after the third try'],
      [
        'engine/act/issue-certificate.test.ts',
        'comes through ten bad nonces in a row, and gives up after the eleventh',
      ],
    ],
    broken: '429 is repeated like 503',
  },
  {
    promise: 'The first try, and every try after a failure, goes to the CA’s trial service; its files lie apart.',
    tests: [
      ['engine/act/ca-patience.test.ts', 'is asked only after its trial has issued the same, whose files lie apart'],
      ['engine/act/ca-patience.test.ts', 'is not asked where the trial fails, nor before one has gone well since'],
    ],
    broken: 'the trial is left out',
  },
  {
    promise:
      'What can be known before is looked at before the CA is asked: names, CAA, ports, the answer to the challenge, the clock.',
    tests: [
      ['lab/issue.test.ts', 'does not ask the CA for what is seen to fail from here, where the user says no'],
      ['engine/act/ca-patience.test.ts', 'that is 40 days %s the CA’s keeps anything from being ordered'],
    ],
    broken: 'the clock is not compared',
  },
  {
    promise: 'Every request has a deadline and a size; a cancel ends any wait.',
    tests: [
      ['engine/act/cancel.test.ts', 'ends a run that waits for %s, and the next one goes on to one certificate'],
      ['engine/act/issue-certificate.test.ts', 'stops reading an answer that does not end'],
      ['lab/chaos.test.ts', '$what'],
    ],
    broken: 'requests do not listen to the signal',
  },
  {
    promise:
      'Only what is served everywhere is called deployed; a deployment that fails can be repeated without another certificate.',
    tests: [
      ['engine/act/served-serial.test.ts', 'is not called seen after one look'],
      ['engine/act/deploy/deploy-certificate.test.ts', 'leaves rights as they were, but opens no key to everybody'],
      [
        'lab/deploy.test.ts',
        'puts the files back where the reload fails, and asks for no second certificate afterwards',
      ],
    ],
    broken: 'one look is enough; whatever was seen is called served',
  },
  {
    promise: 'The configuration is tested before the server is reloaded, and not reloaded where the test fails.',
    tests: [
      [
        'lab/issue.test.ts',
        'keeps the old certificate served and says what nginx said where the configuration is refused',
      ],
    ],
    broken: 'a test that failed is taken for one that went well',
  },
  {
    promise: 'Answers to challenges are taken away always, and only those that are ours.',
    tests: [
      ['lab/challenges.test.ts', 'leaves the records of others alone'],
      ['engine/act/challenge/web-root.test.ts', 'never touches a file of somebody else'],
      ['engine/act/cancel.test.ts', 'ends a run that waits for %s, and the next one goes on to one certificate'],
    ],
    broken: 'answers stay where they are',
  },
  {
    promise: 'State that is damaged is put aside, never deleted; files of a newer version are only read.',
    tests: [
      ['engine/act/damaged-state.test.ts', '$what is $how: nothing of it is deleted, and certificates go on'],
      ['engine/act/damaged-state.test.ts', 'files of a newer Cert Doctor are read and not written'],
    ],
    broken: 'a damaged journal is deleted',
  },
  {
    promise: 'Unknown is never called well.',
    tests: [['core/judge/judge-domain.test.ts', 'reports lost work as unknown, without findings']],
    broken: 'a domain of which nothing was seen is called active',
  },
  {
    promise: 'No secret leaves its place.',
    tests: [['engine/act/secrets.test.ts', 'writes no secret and no key but into its own file, and tells none']],
    broken: 'the account’s key is journaled',
  },
  {
    promise: 'No command runs whose words the user did not see.',
    tests: [['lab/issue.test.ts', 'stores the certificate and runs nothing where the user says no']],
    broken: 'commands are not shown',
  },
  {
    promise: 'One certificate that fails stops no other.',
    tests: [['engine/act/renewal-info.test.ts', 'goes on with the others where one fails']],
    broken: 'the first failure ends the round',
  },
];
