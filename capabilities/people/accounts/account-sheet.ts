import { cellAt, type Sheet, type Workbook } from '#platform/excel/workbook.ts'

/** Columns of the workbook of people, by the heading the template gives them; further spellings offices use. */
const HEADINGS = {
  displayName: ['姓名', '人员姓名', '填报人'],
  username: ['用户名', '账号', '登录名'],
  phone: ['手机', '手机号', '手机号码', '电话', '联系电话'],
  organisation: ['单位', '所在单位', '单位名称'],
  role: ['岗位', '拟任岗位', '角色'],
  over: ['岗位单位', '管辖单位'],
  expiresOn: ['有效期至', '有效期', '截止日期'],
} as const
export type SheetField = keyof typeof HEADINGS
export const TEMPLATE_HEADINGS = Object.values(HEADINGS).map(([first]) => first)

/** A row as it stands in the sheet: text as a reader sees it, empty where nothing is. */
export type SheetRow = { excelRow: number } & Record<SheetField, string>
/** `missing`: headings without which nobody can be created; null `rows` are none at all. */
export type AccountSheet = { missing: string[]; rows: SheetRow[] }

const LOOKED_AT = 10

/** The rows below the first line that has both 姓名 and 单位, of the first sheet that has one. */
export function readAccountSheet(workbook: Workbook): AccountSheet {
  let missing: string[] = [HEADINGS.displayName[0], HEADINGS.organisation[0]]
  for (const sheet of workbook.sheets.filter(({ state }) => state === 'visible')) {
    for (let row = 0; row < Math.min(LOOKED_AT, sheet.rows.length); row++) {
      const columns = columnsOf(sheet, row)
      const lacking = missingOf(columns)
      if (lacking.length === 0) return { missing: [], rows: rowsBelow(sheet, row, columns) }
      if (lacking.length < missing.length) missing = lacking
    }
  }
  return { missing, rows: [] }
}

type Columns = Partial<Record<SheetField, number>>

function columnsOf(sheet: Sheet, row: number): Columns {
  const columns: Columns = {}
  for (let column = 0; column < (sheet.rows[row]?.length ?? 0); column++) {
    const heading = textAt(sheet, row, column).replace(/[\s*＊]|[（(].*$/g, '')
    for (const [field, names] of Object.entries(HEADINGS) as [SheetField, readonly string[]][])
      if (names.includes(heading)) columns[field] ??= column
  }
  return columns
}

function missingOf(columns: Columns): string[] {
  return (['displayName', 'organisation'] as const)
    .filter((field) => columns[field] === undefined)
    .map((field) => HEADINGS[field][0])
}

function rowsBelow(sheet: Sheet, heading: number, columns: Columns): SheetRow[] {
  const rows: SheetRow[] = []
  for (let row = heading + 1; row < sheet.rows.length; row++) {
    const fields = Object.keys(HEADINGS).map((field) => {
      const column = columns[field as SheetField]
      return [field, column === undefined ? '' : textAt(sheet, row, column)]
    })
    const read = { excelRow: row + 1, ...Object.fromEntries(fields) } as SheetRow
    if (fields.some(([, text]) => text !== '')) rows.push(read)
  }
  return rows
}

function textAt(sheet: Sheet, row: number, column: number): string {
  return cellAt(sheet, row, column)
    .text.normalize('NFKC')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200)
}
