/**
 * A DNS name as the rest of the product may use it: lower-case A-labels, no trailing dot, valid by grammar.
 * `*.example.com` is kept as `{ ascii: 'example.com', wildcard: true }`.
 */
export interface DomainName {
  readonly ascii: string;
  readonly wildcard: boolean;
}

export type NameError =
  | 'empty'
  | 'url'
  | 'address'
  | 'character'
  | 'label-length'
  | 'name-length'
  | 'single-label'
  | 'wildcard-place'
  | 'idn';

export type ParsedName =
  { readonly ok: true; readonly name: DomainName } | { readonly ok: false; readonly error: NameError };
