import * as vscode from 'vscode';

const uriList = 'text/uri-list';
/** So many files are taken at once; a folder's worth of logs is analysed one after the other. */
const maxFiles = 10;

/** Takes files that are dropped on a view, from the explorer or from outside; never gives any row away. */
export class DroppedFiles implements vscode.TreeDragAndDropController<unknown> {
  readonly dropMimeTypes = [uriList, 'files'];
  readonly dragMimeTypes: readonly string[] = [];
  readonly #take: (files: readonly vscode.Uri[]) => Promise<void>;

  constructor(take: (files: readonly vscode.Uri[]) => Promise<void>) {
    this.#take = take;
  }

  async handleDrop(_target: unknown, dropped: vscode.DataTransfer): Promise<void> {
    const list = await dropped.get(uriList)?.asString();
    const fromOutside = [...dropped]
      .map(([, item]) => item.asFile()?.uri?.toString())
      .filter((uri) => uri !== undefined);
    const files = filesIn([list ?? '', ...fromOutside].join('\r\n'));
    if (files.length > 0) await this.#take(files);
  }
}

/** The files that a list of URIs (RFC 2483 §5) names, each once. Whatever else it names is left out. */
function filesIn(list: string): readonly vscode.Uri[] {
  const files = new Map<string, vscode.Uri>();
  for (const line of list.split(/\r?\n/, 1_000)) {
    if (line === '' || line.startsWith('#') || files.size >= maxFiles) continue;
    const uri = parse(line.trim());
    // Another machine's share would be sent this user's credentials.
    if (uri?.scheme === 'file' && uri.authority === '') files.set(uri.toString(), uri);
  }
  return [...files.values()];
}

function parse(text: string): vscode.Uri | null {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    return null;
  }
}
