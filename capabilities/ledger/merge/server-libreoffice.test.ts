import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { cellAt } from '#platform/excel/workbook.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { aProject, sheetsOf, TEST_SECRETS, usualColumns } from './exported-project.ts'
import { readFileEdits } from './file-edits.ts'
import { faultOf } from './signature.ts'

// Another program opens the export and saves it as its own: really, where LibreOffice is installed.

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'guatu-office-'))
/** There may be an office without its spreadsheet: it is asked to convert one. */
const OFFICE = await savedBy('xlsx', Buffer.from('a,b\n1,2\n'), 'probe.csv').then(
  () => true,
  () => false,
)
if (!OFFICE) process.stderr.write('LibreOffice Calc is not installed: round trips through it are not tested.\n')

const TEXTS = ['=1+1', '+86', '-5', '@x', "'引", '００１', '2026-03', '1e5', '两行\n文字', '<b>&"']
const PROJECTS = TEXTS.map((text, index) =>
  aProject({
    id: index + 1,
    version: 3,
    name: `第${index + 1}个项目`,
    code: `2410-410923-04-01-${100000 + index}`,
    owner: text,
    remark: text,
    totalInvestment: `${1234567 + index}.${'5678'.slice(0, (index % 4) + 1)}`,
    annualPlan: index % 2 ? '1200' : null,
    plannedStart: ['2026', '2026-03', '2026-03-28'][index % 3]!,
    startDate: '2026-10-01',
    stage: 'underConstruction',
    progressText: '基础施工完成，主体结构到三层。'.repeat(index * 10),
    extra: { 环评批复: '已批' },
  }),
)
const COLUMNS = usualColumns(['环评批复'])

afterAll(() => rmSync(folder, { recursive: true }))

async function savedBy(format: string, bytes: Uint8Array, name: string): Promise<Buffer> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const out = join(folder, 'out')
  await run('soffice', [profile, '--headless', '--convert-to', format, '--outdir', out, path], { timeout: 120_000 })
  return readFileSync(join(out, `${parse(name).name}.${format}`))
}

describe.skipIf(!OFFICE)('saved by LibreOffice', () => {
  test.each(['xlsx', 'xls'])(
    'as %s: the base is whole, nothing counts as edited, formulas give what was written',
    { timeout: 180_000 },
    async (format) => {
      const bytes = await workbookBytes(sheetsOf(PROJECTS, COLUMNS, { group: 'county' }))
      const workbook = await openWorkbook(await savedBy(format, bytes, '台账.xlsx'))
      const found = readFileEdits(workbook)
      if (!found || 'fault' in found) throw new Error(`no base: ${JSON.stringify(found)}`)
      expect(faultOf(found.edits, TEST_SECRETS)).toBeNull()
      const { edited, missing, inserted, newColumns } = found.edits
      expect([edited, missing, inserted, newColumns]).toEqual([[], [], [], []])
      const [sheet] = workbook.sheets
      const total = COLUMNS.findIndex(({ key }) => key === 'totalInvestment')
      const last = sheet!.rows.findLastIndex((row) => row[0] === '合计')
      const sum = PROJECTS.reduce((all, { totalInvestment }) => all + Number(totalInvestment), 0)
      expect(cellAt(sheet!, last, total).value).toBeCloseTo(sum, 4)
      expect(workbook.sheets[1]!.state).not.toBe('visible')
    },
  )
})
