/** What was looked for on the machine: its value, or why it could not be read. */
export type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };
