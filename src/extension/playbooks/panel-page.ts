export interface PageParts {
  /** The webview's own origin, which its files come from. */
  readonly cspSource: string;
  /** Unguessable and new for every page. */
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  readonly codicons: string;
}

/**
 * The panel's page: empty, without a word from outside, and allowed to load nothing but its own files. What it shows
 * arrives as messages. The id of the codicon style sheet is the one that `vscode-icon` looks for.
 */
export function panelPage({ cspSource, nonce, script, style, codicons }: PageParts): string {
  const policy = `default-src 'none'; style-src ${cspSource}; font-src ${cspSource}; script-src 'nonce-${nonce}';`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${codicons}">
<link rel="stylesheet" href="${style}">
<title>Playbook</title>
</head>
<body>
<main id="panel"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
