export type MadeKind = 'xlsx' | 'xls' | 'xml' | 'html' | 'csv'

/** Text and web pages: one sheet, and every value as it is shown. */
export function isPlain(kind: MadeKind): boolean {
  return kind === 'csv' || kind === 'html'
}
