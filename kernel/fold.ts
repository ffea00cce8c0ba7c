/**
 * Folds a name for comparison: full-width letters and digits become half-width (NFKC), brackets of both widths are one,
 * white space and zero-width characters go, letters are lower case. Two names that fold alike are one name.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff]/g, '')
    .toLowerCase()
}
