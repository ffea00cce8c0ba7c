/** Excel holds no more characters in a cell. */
const MAX_CELL_TEXT = 32_767

/** Text for an attribute or element: markup escaped, characters XML cannot hold written as `_x0001_`, so that reading gives them back. */
export function escapeCellText(text: string): string {
  const cut = text.length > MAX_CELL_TEXT ? text.slice(0, MAX_CELL_TEXT) : text
  if (!NEEDS_ESCAPE.test(cut)) return cut
  return cut
    .replace(/_x(?=[0-9a-fA-F]{4}_)/g, '_x005F_x')
    .replace(UNWRITABLE, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** Text for an attribute. */
export function escapeAttribute(text: string): string {
  return text.replace(UNWRITABLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

const NEEDS_ESCAPE = /[\u0000-\u0008\u000b-\u001f&<>\ufffe\uffff\ud800-\udfff]|_x[0-9a-fA-F]{4}_/
/** Control characters (the carriage return too: XML reading would turn it into a line feed), halves of pairs, non-characters. */
const UNWRITABLE =
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
