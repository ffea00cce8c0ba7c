import { foldName } from '#kernel/fold.ts'
import { cellAt, type Sheet, type Workbook } from '#platform/excel/workbook.ts'
import type { WrittenSheet } from '#platform/excel/write-workbook.ts'
import type { Organisation, OrganisationKind } from '../contract.ts'
import { fullNameOf } from '../rules.ts'
import { MAX_IMPORT_ROWS } from './contract.ts'

export type Column = 'name' | 'parent' | 'kind' | 'divisionCode' | 'shortName' | 'aliases' | 'sortOrder'
/** A row as written; a column the file does not have is undefined, an empty cell empty text. */
export type SheetRow = { excelRow: number } & Partial<Record<Column, string>>
/** What a workbook says, or why it says nothing. */
export type SheetRead = { rows: SheetRow[] } | { problem: 'no_heading' | 'no_rows' | 'too_many' }

/** The heading we write, then others we understand. */
const HEADINGS: Record<Column, readonly string[]> = {
  name: ['单位名称', '名称', '单位'],
  parent: ['上级单位', '上级', '隶属单位'],
  kind: ['类别', '单位类别'],
  divisionCode: ['区划代码', '行政区划代码'],
  shortName: ['简称'],
  aliases: ['别名'],
  sortOrder: ['排序', '排序号'],
}
const COLUMNS = Object.keys(HEADINGS) as Column[]

/** The word we write for a kind, then others we understand. */
const KINDS: Record<OrganisationKind, readonly string[]> = {
  city: ['市', '地级市'],
  county: ['县（市、区）', '县区', '县市区', '县', '区', '县级市', '旗'],
  zone: ['开发区', '功能区', '新区'],
  town: ['乡镇（街道）', '乡镇', '乡', '镇', '街道', '乡镇街道'],
  park: ['园区', '产业园', '产业园区'],
  department: ['部门', '市直部门', '县直部门', '局委办'],
}
export const KIND_WORDS = Object.values(KINDS)
  .map(([word]) => word!)
  .slice(1)
  .join('、')

const EXAMPLE = '（示例）'
const HEADING_WITHIN = 20

export function kindWord(kind: OrganisationKind): string {
  return KINDS[kind][0]!
}

/** The kind a word means; null for one that means none. */
export function kindOf(word: string): OrganisationKind | null {
  const folded = foldName(word)
  const found = Object.entries(KINDS).find(([, words]) => words.some((known) => foldName(known) === folded))
  return found ? (found[0] as OrganisationKind) : null
}

/** The first visible sheet with a heading 单位名称; empty rows and the example are passed over. */
export function readSheet(workbook: Workbook): SheetRead {
  for (const sheet of workbook.sheets.filter(({ state }) => state === 'visible')) {
    const heading = headingOf(sheet)
    if (!heading) continue
    const rows = rowsBelow(sheet, heading)
    if (rows.length > MAX_IMPORT_ROWS) return { problem: 'too_many' }
    return rows.length === 0 ? { problem: 'no_rows' } : { rows }
  }
  return { problem: 'no_heading' }
}

type Heading = { row: number; columns: Map<Column, number> }

function headingOf(sheet: Sheet): Heading | null {
  for (let row = 0; row < Math.min(sheet.rows.length, HEADING_WITHIN); row++) {
    const columns = new Map<Column, number>()
    for (let at = 0; at < (sheet.rows[row]?.length ?? 0); at++) {
      const text = foldName(cellAt(sheet, row, at).text).replace(/[（(].*$/, '')
      const column = COLUMNS.find((name) => HEADINGS[name].some((heading) => foldName(heading) === text))
      if (column && !columns.has(column)) columns.set(column, at)
    }
    if (columns.has('name') && columns.size > 1) return { row, columns }
  }
  return null
}

function rowsBelow(sheet: Sheet, { row: head, columns }: Heading): SheetRow[] {
  const rows: SheetRow[] = []
  for (let row = head + 1; row < sheet.rows.length && rows.length <= MAX_IMPORT_ROWS; row++) {
    const cells = [...columns].map(([column, at]) => [column, cellAt(sheet, row, at).text.trim()] as const)
    if (cells.every(([, text]) => text === '')) continue
    const read: SheetRow = { excelRow: row + 1, ...Object.fromEntries(cells) }
    if (!read.name?.startsWith(EXAMPLE)) rows.push(read)
  }
  return rows
}

const WIDTHS: Record<Column, number> = {
  name: 28,
  parent: 28,
  kind: 16,
  divisionCode: 16,
  shortName: 14,
  aliases: 36,
  sortOrder: 8,
}

function unitSheet(rows: string[][]): WrittenSheet {
  return {
    name: '单位',
    columns: COLUMNS.map((column) => ({ kind: 'text' as const, width: WIDTHS[column] })),
    headerRows: [COLUMNS.map((column) => HEADINGS[column][0]!)],
    rows,
    freeze: { rows: 1, columns: 1 },
  }
}

/** The empty workbook, with how to fill it in on a second sheet. */
export function templateSheets(city: string): WrittenSheet[] {
  const example = [
    `${EXAMPLE}东河镇`,
    `${city}/东河县`,
    '乡镇（街道）',
    '410923100',
    '东河',
    '东河镇人民政府、东河镇政府',
    '10',
  ]
  return [unitSheet([example]), notesSheet()]
}

const NOTES = [
  '每行一个单位，表头不要改动；以“（示例）”开头的行不导入。',
  '上级单位：填写上级的名称；有同名单位时写成“上级/下级”，如“东河县/城关镇”。上级可以在同一个文件里，先后不限。',
  `类别：${KIND_WORDS}。`,
  '区划代码：6位、9位或12位数字，可不填；不能与其他单位相同。',
  '别名：几个别名之间用“、”分开；这一格写的就是全部别名，没有写到的会删去。',
  '排序：整数，小的在前，可不填。',
  '已有的单位：单元格留空表示不改。单位改名、调整隶属、合并、撤销有生效日期，请在“单位”页面办理，不通过导入。',
  '上传后先逐行核对，确认后一次写入；有一行不能导入，全部不写入。',
]

function notesSheet(): WrittenSheet {
  return {
    name: '填写说明',
    columns: [{ kind: 'text', width: 100 }],
    headerRows: [['填写说明']],
    rows: NOTES.map((note, index) => [`${index + 1}. ${note}`]),
  }
}

/** The present tree as its import reads it: taken in again unchanged, nothing changes. */
export function treeSheets(tree: readonly Organisation[], shown: (unit: Organisation) => boolean): WrittenSheet[] {
  const byId = new Map(tree.map((unit) => [unit.id, unit]))
  const rows = tree
    .filter((unit) => !unit.closedOn && shown(unit))
    .map((unit) => {
      const parent = byId.get(unit.parentId ?? 0)
      const { name, divisionCode, shortName, aliases, sortOrder } = unit
      return [
        name,
        parent ? fullNameOf(parent, tree) : '',
        kindWord(unit.kind),
        divisionCode ?? '',
        shortName ?? '',
        aliases.join('、'),
        String(sortOrder),
      ]
    })
  return [unitSheet(rows), notesSheet()]
}
