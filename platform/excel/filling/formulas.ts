/** Rows inserted into a sheet: `by` new ones before the 1-based row `at`. */
export type Insertion = { sheet: string; at: number; by: number }

const TOKEN =
  /"(?:[^"]|"")*"|'(?:[^']|'')+'!|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*!|(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w.(\u0080-\uffff])|(\$?)(\d{1,7}):(\$?)(\d{1,7})|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*|\[[^\]]*\]/g

/**
 * A formula after rows were inserted, as Excel rewrites it: references to rows from `at` on move down, ranges that span the place grow. `own` is
 * the sheet the formula stands in; references that name another sheet move only when that is the one.
 */
export function insertedRows(formula: string, own: string, { sheet, at, by }: Insertion): string {
  let named: string | null = null
  return formula.replace(TOKEN, (token, ...parts) => {
    const [dollar1, letters, dollar2, row, wholeDollar1, from, wholeDollar2, to, offset] = parts
    if (token.endsWith('!')) {
      named = sheetName(token)
      return token
    }
    const isCell = letters !== undefined && row !== undefined
    const isRows = from !== undefined && to !== undefined
    if (!isCell && !isRows) {
      named = null
      return token
    }
    const concerns = (named ?? own) === sheet
    // the second cell of Sheet!A1:B2 belongs to the sheet of the first
    named = formula[offset + token.length] === ':' ? named : null
    if (!concerns) return token
    const moved = (number: string) => (Number(number) >= at ? String(Number(number) + by) : number)
    return isCell
      ? `${dollar1}${letters}${dollar2}${moved(row)}`
      : `${wholeDollar1}${moved(from)}:${wholeDollar2}${moved(to)}`
  })
}

/** A formula as it reads `rows` further down and `columns` further right: relative references move, `$` ones stay. */
export function copiedTo(formula: string, rows: number, columns: number): string {
  return formula.replace(TOKEN, (token, dollar1, letters, dollar2, row) => {
    if (letters === undefined || row === undefined) return token
    const column = dollar1 ? letters : lettersOf(numberOf(letters) + columns)
    return `${dollar1}${column}${dollar2}${dollar2 ? row : String(Number(row) + rows)}`
  })
}

function sheetName(token: string): string {
  const name = token.slice(0, -1)
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name
}

/** 1-based number of a column's letters. */
export function numberOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

export function lettersOf(column: number): string {
  let letters = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  }
  return letters
}
