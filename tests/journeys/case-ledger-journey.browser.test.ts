import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { downloaded } from './downloaded-bulletin.ts'
import {
  createOrganisations,
  lockRound,
  openRound,
  publishBulletin,
  publishRanking,
  uploadLedger,
  writeImport,
} from './journey-steps.ts'
import { ledgerSums, printedSums } from './ledger-sums.ts'
import { button, CASES_MISSING, caseLedger, confirm, link, paste, read, says } from './on-screen.ts'

// The loop with a ledger as a county really keeps it, whatever stands in it: nothing here is fitted to the file but its name.

const path = caseLedger('puyang-2022.xlsx')
if (!path) console.warn(CASES_MISSING)

describe.skipIf(!path)('a real ledger, from the file to the bulletin', () => {
  let theatre: Theatre
  let office: Page
  let importId: number
  let names: string[]
  let roundId: number
  beforeAll(async () => {
    theatre = await openTheatre(await demoDatabase(), () => NOW)
    office = await theatre.open()
  })
  afterAll(async () => await theatre?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(office, 'failed-case-office')
  })

  test('it is read, its questions are answered, it is written', async () => {
    await theatre.signIn(office, 'office', DEMO_PASSWORD)
    importId = await uploadLedger(office, { name: 'puyang-2022.xlsx', buffer: readFileSync(path!) })
    expect(await createOrganisations(office)).toBeGreaterThan(0)
    await picture(office, 'case-import')
    await writeImport(office, 'reporter1')
    const { items } = await read(office, `/api/projects?importId=${importId}&limit=200`)
    names = items.map(({ name }: { name: string }) => name)
    expect(names.length).toBeGreaterThan(0)
  })

  test('a round for its projects; the reporter pastes the whole block and submits', async () => {
    roundId = await openRound(office, names.length)
    const reporter = await theatre.open()
    await theatre.signIn(reporter, 'reporter1', DEMO_PASSWORD)
    await reporter.goto(`${theatre.address}/rounds/${roundId}/fill`)
    await reporter.locator('[data-row="0"][data-column="0"]').click()
    // 本期 in 万元, different for each, with what an anomaly would want to know
    const block = names.map((name, at) => [
      name,
      '',
      '',
      '',
      `${(at + 1) * 10}.5`,
      '',
      '',
      '正常推进',
      '',
      '',
      '按监理月报填报',
    ])
    await paste(reporter, block)
    await button(reporter, `提交 ${names.length} 项`).click()
    await picture(reporter, 'case-grid')
    await confirm(reporter, '提交')
    await says(reporter, `${names.length}个项目全部报送`)
  })

  test('accepted, locked, ranked and published, every figure agrees with the ledger', async () => {
    await office.goto(`${theatre.address}/rounds/${roundId}/review`)
    await office.getByRole('checkbox', { name: '全选' }).click()
    await button(office, `通过所选 ${names.length} 项`).click()
    await confirm(office, '通过')
    await says(office, '没有待审核的填报')
    await lockRound(office)
    await link(office, '看排名').click()
    await says(office, '已计算，尚未发布')
    await picture(office, 'case-ranking')
    await publishRanking(office)
    await publishBulletin(office)
    await picture(office, 'case-bulletin')
    const [counties] = await downloaded(office)
    expect(printedSums(counties!)).toEqual(await ledgerSums(office, importId, '全市合计'))
  })
})
