import { expect, test } from 'vitest'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { readInWorker } from './read-in-worker.ts'
import { readingOf } from './test-workbook.ts'

/** Each reading starts a process. */
const PATIENT = { timeout: 60_000 }

const rows = [
  ['项目名称', '县区', '总投资（万元）', '建设阶段'],
  ['甲', '南乐县', 12.5, '在建'],
]
const bytes = () =>
  workbookBytes([
    { name: '表', columns: Array.from({ length: 4 }, () => ({ kind: 'auto' as const })), headerRows: [], rows },
  ])

test('the worker reads what reading here gives', PATIENT, async () => {
  const { reading, shapeKey } = await readInWorker(await bytes(), '台账.xlsx')
  expect(reading).toEqual(await readingOf([['表', rows]]))
  expect(shapeKey).toMatch(/^[0-9a-f]{32}$/)
})

test('corrections remembered for the layout are used', PATIENT, async () => {
  const { shapeKey } = await readInWorker(await bytes(), '台账.xlsx')
  const remembered = { [shapeKey]: { sheets: { 表: { fields: { C: null } } } } }
  const { reading } = await readInWorker(await bytes(), '台账.xlsx', { remembered })
  expect(reading.rows[0]?.totalInvestmentWan).toBeNull()
})

test('a refusal in the worker is a refusal here, and so is running out of time', PATIENT, async () => {
  await expect(readInWorker(new Uint8Array(0), '空.xlsx')).rejects.toMatchObject({
    name: 'WorkbookRefusal',
    code: 'workbook_empty',
  })
  await expect(readInWorker(await bytes(), '慢.xlsx', { timeoutMs: 1 })).rejects.toMatchObject({
    code: 'workbook_timeout',
  })
})
