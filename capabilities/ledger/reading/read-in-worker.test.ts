import { expect, test } from 'vitest'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { readInWorker } from './read-in-worker.ts'

/** Each reading starts a process. */
const PATIENT = { timeout: 60_000 }

const LINES = Array.from({ length: 3000 }, (_, index) => [index + 1, `项目${index}`, `${index}亿元`])

async function aLedger(): Promise<Uint8Array> {
  const headerRows = [['序号', '项目名称', '总投资']]
  const columns = headerRows[0]!.map(() => ({ kind: 'auto' as const }))
  return await workbookBytes([{ name: '台账', columns, headerRows, rows: LINES }])
}

test('what the worker reads arrives whole', PATIENT, async () => {
  const { reading, shapeKey } = await readInWorker(await aLedger(), '台账.xlsx')
  expect(reading.rows).toHaveLength(3000)
  expect(reading.rows[2999]).toMatchObject({ name: '项目2999', totalInvestmentWan: 29_990_000 })
  expect(shapeKey).toMatch(/^[0-9a-f]{32}$/)
})

test('running out of time, or of memory, is a refusal with a sentence', PATIENT, async () => {
  const bytes = await aLedger()
  await expect(readInWorker(bytes, 'a.xlsx', { timeoutMs: 1 })).rejects.toMatchObject({ code: 'workbook_timeout' })
  await expect(readInWorker(bytes, 'a.xlsx', { maxMemoryMb: 8 })).rejects.toMatchObject({ code: 'workbook_too_large' })
})
