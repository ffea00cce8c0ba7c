import { foldName } from '#kernel/fold.ts'
import type { Notices } from './notices.ts'
import type { PreparedSheet } from './prepare-sheet.ts'
import type { LedgerReading, LedgerRow } from './shape.ts'

/**
 * Rows without a county. Where others of the file have one, each is asked; where the file names none at all, its county is that of whoever
 * imports it, and one warning says so.
 */
export function askCounties(reading: LedgerReading, prepared: PreparedSheet[], notices: Notices): void {
  const without = reading.rows.filter(({ county }) => county === null)
  if (without.length === 0) return
  const counties = [...new Set(reading.rows.flatMap(({ county }) => county ?? []))]
  if (counties.length === 0) {
    for (const sheet of new Set(without.map((row) => row.sheet))) notices.warn({ code: 'county-missing', sheet })
    return
  }
  const isMany = without.length > MAX_ASKED
  for (const row of without)
    askCounty(row, { counties, column: letterOf(row, prepared), count: isMany ? without.length : 1 }, notices)
}

/** Beyond this many rows there is one question for all of them. */
const MAX_ASKED = 20

interface Asked {
  counties: string[]
  column: string | null
  count: number
}

function askCounty(row: LedgerRow, { counties, column, count }: Asked, notices: Notices): void {
  notices.warn({
    code: 'county-missing',
    sheet: row.sheet,
    excelRow: row.excelRow,
    ...(column && { column }),
    name: row.name,
  })
  const answer = notices.ask({
    code: 'county-missing',
    keyParts: count > 1 ? [] : [foldName(row.name), row.owner === null ? null : foldName(row.owner)],
    sheet: row.sheet,
    place: `${column ?? 'A'}${row.excelRow}`,
    text:
      count > 1 ? `有${count}个项目没有写明县区，请选择（对这些项目都有效）。` : `“${row.name}”没有写明县区，请选择。`,
    choices: [
      ...counties.map((county) => ({ value: county, label: county })),
      { value: 'blank', label: '暂不确定，留空' },
    ],
  })
  if (answer === null || answer === 'blank') return
  row.county = answer
  row.countyFrom = 'answer'
}

function letterOf(row: LedgerRow, prepared: PreparedSheet[]): string | null {
  const sheet = prepared.find(({ sheet: { name } }) => name === row.sheet)
  return sheet?.reading.columns?.find(({ field }) => field === 'county')?.col ?? null
}
