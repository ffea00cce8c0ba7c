import { dateInChina } from '#kernel/period.ts'
import { writeCsv } from '#platform/excel/write-csv.ts'
import { type WrittenValue, writeWorkbook } from '#platform/excel/write-workbook.ts'
import type { Download } from '#platform/http/context.ts'
import { recordName } from '#platform/record/names.ts'
import type { RecordEntry } from './contract.ts'
import { changesOf } from './rules/changes.ts'

type Wanted = { format: 'xlsx' | 'csv'; now: Date }

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** What a cell of a workbook can hold (ECMA-376), less a note that it was cut. */
const LONGEST = 32_000

/** The entries in words, one line each; before and after field by field. */
export function entriesFile(pages: AsyncIterable<RecordEntry[]>, { format, now }: Wanted): Download {
  const name = `操作记录${dateInChina(now)}`
  const rows = entryRows(pages)
  if (format === 'csv')
    return { fileName: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', body: writeCsv(withHeadings(rows)) }
  const sheet = {
    name: '操作记录',
    columns: COLUMNS.map(({ width }) => ({ kind: 'text' as const, width })),
    headerRows: [COLUMNS.map(({ heading }) => heading)],
    rows,
    freeze: { rows: 1, columns: 1 },
    filter: true,
  }
  return { fileName: `${name}.xlsx`, mediaType: XLSX, body: writeWorkbook([sheet]) }
}

type Column = { heading: string; width: number; value: (entry: RecordEntry) => WrittenValue }

const COLUMNS: Column[] = [
  { heading: '时间', width: 20, value: ({ at }) => chinaTime(at) },
  { heading: '用户名', width: 14, value: ({ actor }) => actor },
  { heading: '姓名', width: 12, value: ({ actorName }) => actorName },
  { heading: '操作', width: 18, value: ({ action }) => recordName('action', action) },
  { heading: '对象', width: 12, value: ({ subjectType }) => recordName('subject', subjectType) },
  { heading: '对象编号', width: 10, value: ({ subjectId }) => subjectId },
  { heading: '对象名称', width: 16, value: ({ subjectName }) => subjectName },
  { heading: '改动前', width: 44, value: ({ before, after }) => sideText({ before, after }, 'before') },
  { heading: '改动后', width: 44, value: ({ before, after }) => sideText({ before, after }, 'after') },
  { heading: '原因', width: 30, value: ({ reason }) => reason },
  { heading: '来源地址', width: 16, value: ({ origin }) => origin },
  { heading: '链', width: 12, value: ({ chain }) => chain },
  { heading: '序号', width: 10, value: ({ seq }) => String(seq) },
  { heading: '哈希', width: 66, value: ({ hash }) => hash },
]

async function* entryRows(pages: AsyncIterable<RecordEntry[]>): AsyncGenerator<WrittenValue[]> {
  for await (const page of pages) for (const entry of page) yield COLUMNS.map(({ value }) => value(entry))
}

async function* withHeadings(rows: AsyncIterable<WrittenValue[]>): AsyncGenerator<WrittenValue[]> {
  yield COLUMNS.map(({ heading }) => heading)
  yield* rows
}

/** `2026-11-10 10:05:00` in China's time. */
function chinaTime(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

function sideText({ before, after }: Pick<RecordEntry, 'before' | 'after'>, side: 'before' | 'after'): string {
  const lines = changesOf(before, after).flatMap((change) => {
    const text = change[side]
    if (text === null) return []
    const name = [change.item, recordName('field', change.field)].filter(Boolean).join(' ')
    return [name === '' ? text : `${name}：${text}`]
  })
  const text = lines.join('\n')
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…（过长，已截断）` : text
}
