/** What a button of the panel does. The page knows an action only by its id and can ask for no other. */
export type PlaybookAction =
  | { readonly kind: 'look' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'export' }
  /** For somebody else to help. */
  | { readonly kind: 'report' }
  | { readonly kind: 'terminal'; readonly step: string; readonly line: string }
  | { readonly kind: 'copy'; readonly step: string; readonly text: string; readonly what: string }
  | { readonly kind: 'open-url'; readonly step: string; readonly url: string }
  | { readonly kind: 'open-file'; readonly step: string; readonly path: string; readonly line: number | null }
  | { readonly kind: 'open-setting'; readonly step: string; readonly id: string }
  | { readonly kind: 'enter-addresses' }
  | { readonly kind: 'done-by-hand'; readonly step: string }
  | { readonly kind: 'skip'; readonly step: string }
  | { readonly kind: 'reopen'; readonly step: string }
  | { readonly kind: 'issue' }
  /** At the CA's trial service; the command shows its plan and asks first. `name`: an A-label. */
  | { readonly kind: 'try-order'; readonly step: string; readonly name: string }
  /** By the client that owns the certificate. */
  | { readonly kind: 'renew' }
  /** As `skip`, with a reason. */
  | { readonly kind: 'decline'; readonly step: string }
  /** A file of the user's is looked at too. */
  | { readonly kind: 'name-file'; readonly step: string }
  /** A host is knocked at that gets the certificate. */
  | { readonly kind: 'name-target'; readonly step: string }
  /** A log is read that lies elsewhere than usual. */
  | { readonly kind: 'name-log'; readonly step: string }
  /** A text of the page is replaced where its source lies in the workspace. */
  | { readonly kind: 'edit-source'; readonly step: string; readonly url: string; readonly replacement: string }
  | { readonly kind: 'add-domain' }
  | { readonly kind: 'trust' };

/** The id says everything the action does: a button that was replaced in the meantime can never do something else. */
export function actionId(action: PlaybookAction): string {
  return JSON.stringify(action);
}
