import { columnLetters } from './workbook.ts'
import { escapeAttribute } from './xml-text.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const PACKAGE_RELATIONS = `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

export function contentTypes(sheetCount: number): string {
  const sheets = numbers(sheetCount).map(
    (number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${CONTENT}.worksheet+xml"/>`,
  )
  return `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${sheets.join('')}</Types>`
}

export interface ListedSheet {
  name: string
  state: 'visible' | 'hidden' | 'veryHidden'
  /** `$A$3:$F$20`, or null without filter arrows. */
  filterRange: string | null
  /** Rows repeated on every printed page, 1-based. */
  repeatedRows: readonly [number, number] | null
  /** How many columns are repeated on pages to the right. */
  repeatedColumns: number
}

/** Sheets in order; filters need a hidden name each, or Excel offers to repair the file. */
export function workbookXml(sheets: ListedSheet[]): string {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeAttribute(name)}" sheetId="${index + 1}"${state === 'visible' ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  )
  const defined = sheets.flatMap(({ name, filterRange, repeatedRows, repeatedColumns }, index) => {
    const place = `'${escapeAttribute(name.replaceAll("'", "''"))}'!`
    const named = (key: string, ranges: string[], hidden: string) =>
      `<definedName name="_xlnm.${key}" localSheetId="${index}"${hidden}>${ranges.map((range) => place + range).join(',')}</definedName>`
    const columns = repeatedColumns > 0 ? [`$A:$${columnLetters(repeatedColumns - 1)}`] : []
    return [
      ...(filterRange ? [named('_FilterDatabase', [filterRange], ' hidden="1"')] : []),
      ...(repeatedRows ? [named('Print_Titles', [...columns, `$${repeatedRows[0]}:$${repeatedRows[1]}`], '')] : []),
    ]
  })
  const names = defined.length > 0 ? `<definedNames>${defined.join('')}</definedNames>` : ''
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets>${names}</workbook>`
}

export function workbookRelations(sheetCount: number): string {
  const sheets = numbers(sheetCount).map(
    (number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  )
  return `${XML}<Relationships xmlns="${RELATIONS}">${sheets.join('')}<Relationship Id="rId${sheetCount + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
