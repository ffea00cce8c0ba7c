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
import { novemberLedger } from './november-ledger.ts'
import { button, confirm, dialog, link, paste, says } from './on-screen.ts'

// The loop as a newcomer walks it, by clicks and keys in a real browser: a ledger from Excel becomes a round, figures, a ranking and a 通报.
// The figures are worked out in november-ledger.ts.

let theatre: Theatre
let office: Page
let reporter: Page
let importId: number
let roundId: number
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  office = await theatre.open()
  reporter = await theatre.open()
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(office, 'failed-office')
  await picture(reporter, 'failed-reporter')
})

/** Columns of the reporter's grid. */
const [CURRENT, EXPLANATION] = [4, 10]
const PLACES = [
  ['1', '西县', '90.0', '15000', '13500'],
  ['2并列', '东县', '74.0', '15000', '11100'],
  ['2并列', '南县', '74.0', '4000', '2960'],
]

describe('the ledger comes from Excel', () => {
  test('upload; the three counties it does not know are asked about; a reporter is named; written', async () => {
    await theatre.signIn(office, 'office', DEMO_PASSWORD)
    importId = await uploadLedger(office, { name: '重点项目台账.xlsx', buffer: Buffer.from(await novemberLedger()) })
    await says(office, '还有3个问题没有回答')
    expect(await button(office, /^写入：/).isDisabled()).toBe(true)
    expect(await createOrganisations(office)).toBe(3)
    await writeImport(office, 'reporter1')
    await says(office, '已写入：新增5个，修改0个。')
  })

  test('the office opens the round from there', async () => {
    roundId = await openRound(office, 5)
    await office.getByRole('heading', { level: 1, name: '2026年11月项目进展调度' }).waitFor()
  })
})

describe('the reporter fills it in', () => {
  test('one project by its form, with a photograph', async () => {
    await theatre.signIn(reporter, 'reporter1', DEMO_PASSWORD)
    await reporter.goto(`${theatre.address}/desk`)
    await reporter.locator('.todo', { hasText: '11月' }).first().waitFor()
    await reporter.goto(`${theatre.address}/rounds/${roundId}/fill`)
    await cell('东县粮仓项目', 0).hover()
    await row('东县粮仓项目').getByRole('link', { name: '填写' }).click()
    await reporter.getByLabel('本期完成投资').fill('1000')
    await reporter.getByLabel('进展情况').fill('主体封顶，设备开始安装')
    await expect.poll(() => reporter.getByLabel('年初累计完成投资').inputValue()).toBe('8000')
    await reporter.getByLabel('选择照片').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: PHOTO })
    await reporter.getByRole('img', { name: '现场.png' }).waitFor()
    await button(reporter, '提交').click()
    await says(reporter, '已提交：东县粮仓项目')
  })

  test('one in the grid by typing; a figure ten times the usual wants an explanation', async () => {
    await reporter.goto(`${theatre.address}/rounds/${roundId}/fill`)
    await cell('东县机床项目', CURRENT).click()
    await reporter.keyboard.type('1500')
    await reporter.keyboard.press('Enter')
    await says(row('东县机床项目'), /约为按前几个月平均推算的150万元的10倍/)
    expect(await cell('东县机床项目', CURRENT + 1).innerText()).toBe(`3\u2009000`)
    expect(await button(reporter, '提交').isDisabled()).toBe(true)
    await cell('东县机床项目', EXPLANATION).click()
    await reporter.keyboard.type('主机到场集中付款')
    await reporter.keyboard.press('Enter')
    await button(reporter, '提交 1 项').waitFor()
  })

  test('the others by pasting a block from a workbook, found by name', async () => {
    await cell('东县机床项目', 0).click()
    await paste(reporter, [
      ['西县污水处理项目', '', '', '', '300', '', '', '设备调试'],
      ['南县陶瓷项目', '', '', '', '160', '', '', '窑炉砌筑'],
      ['西县风电项目', '', '', '', '1,200', '', '', '吊装12台'],
    ])
    await button(reporter, '提交 4 项').waitFor()
    expect(await cell('西县风电项目', CURRENT + 1).innerText()).toBe(`10\u2009800`)
    await says(reporter, /^已保存 /)
    await picture(reporter, 'journey-grid')
    await button(reporter, '提交 4 项').click()
    await confirm(reporter, '提交')
    await says(reporter, '11月5个项目全部报送')
  })
})

describe('the office reviews', () => {
  test('by keys: the anomaly comes first, is read with its explanation and accepted', async () => {
    await office.reload()
    await link(office, '审核（5项待审）').click()
    await reviewed('东县机床项目').focus()
    await office.keyboard.press('Space')
    await says(dialog(office), '主机到场集中付款')
    await picture(office, 'journey-review')
    await office.keyboard.press('a')
    await says(office, '已通过：东县机床项目')
    await office.keyboard.press('Escape')
    await dialog(office).waitFor({ state: 'detached' })
  })

  test('one is returned with a reason, the others are accepted together', async () => {
    await reviewed('东县粮仓项目').focus()
    await office.keyboard.press('r')
    await dialog(office).getByLabel('退回原因').fill('监理月报为1100万元，请核对')
    await confirm(office, '退回')
    await says(office, '已退回：东县粮仓项目')
    for (const project of ['西县风电项目', '西县污水处理项目', '南县陶瓷项目']) {
      await reviewed(project).focus()
      await office.keyboard.press('x')
    }
    await button(office, '通过所选 3 项').click()
    await confirm(office, '通过')
    await says(office, '没有待审核的填报')
  })

  test('the reporter finds it returned, corrects it and submits again; it is accepted by one key', async () => {
    await reporter.goto(`${theatre.address}/rounds/${roundId}/fill?show=returned`)
    await link(row('东县粮仓项目'), '填写').click()
    await says(reporter, '监理月报为1100万元，请核对')
    await reporter.getByRole('img', { name: '现场.png' }).waitFor()
    await reporter.getByLabel('本期完成投资').fill('1100')
    await button(reporter, '提交').click()
    await says(reporter, '11月5个项目全部报送')
    await office.reload()
    await reviewed('东县粮仓项目').focus()
    await office.keyboard.press('a')
    await says(office, '已通过：东县粮仓项目')
    await says(office, '全部审核完毕，可以锁定本期。')
  })

  test('the round is locked', async () => {
    await lockRound(office)
  })

  function reviewed(project: string) {
    return office.locator('tr[data-row]', { hasText: project })
  }
})

describe('what the month comes to', () => {
  let tables: string[][][]

  test('the ranking has the places worked out by hand and is published', async () => {
    await link(office, '看排名').click()
    await says(office, '已计算，尚未发布')
    expect(await placesShown()).toEqual(PLACES)
    await publishRanking(office)
    expect(await placesShown()).toEqual(PLACES)
    await picture(office, 'journey-ranking')
  })

  test('the bulletin is published; its Word file prints what the ledger adds up to', async () => {
    await publishBulletin(office)
    tables = await downloaded(office)
    const sums = await ledgerSums(office, importId, '全市合计')
    expect(sums.map(({ name, plan, completed, rate }) => [name, plan, completed, rate])).toEqual([
      ['东县', '15000', '11100', '74%'],
      ['南县', '4000', '2960', '74%'],
      ['西县', '15000', '13500', '90%'],
      ['全市合计', '34000', '27560', '81.1%'],
    ])
    expect(printedSums(tables[0]!)).toEqual(sums)
  })

  test('its places are those of the ranking', () => {
    const places = PLACES.map(([place, name, rate, plan, completed]) => [
      place!.replace('并列', ''),
      name,
      plan,
      completed,
      `${Number(rate)}%`,
    ])
    const printed = tables[0]!.slice(1, -1).map((cells) => [0, 1, 3, 4, 5].map((at) => cells[at]))
    expect(printed).toEqual(places)
  })

  test('a figure on the page opens its rows, its formula and its as-of time', async () => {
    await link(office, '27560，查看来源').click()
    const source = office.getByRole('complementary', { name: '数据来源' })
    await says(source, '由来源行重新计算得27\u2009560万元，与文中一致')
    await says(source, '来源行（5）')
    await says(source, '2026年11月25日')
    const counted = await source.locator('.source-rows tbody tr').allInnerTexts()
    const texts = counted.map((text) => text.replace(/[\s\u2009]+/g, ''))
    // eleven of twelve months are 91.7 %: more than 30 points behind is red, more than 10 yellow
    expect(new Set(texts)).toEqual(
      new Set([
        '红灯东县机床项目东县3000',
        '滞后东县粮仓项目东县8100',
        '滞后南县陶瓷项目南县2960',
        '正常西县污水处理项目西县2700',
        '正常西县风电项目西县10800',
      ]),
    )
    await picture(office, 'journey-figure')
  })

  test('the auditor sees that the record is whole', async () => {
    const auditor = await theatre.open()
    await theatre.signIn(auditor, 'auditor', DEMO_PASSWORD)
    await link(auditor.getByRole('navigation', { name: '主菜单' }).first(), '记录').click()
    for (const step of ['发布文稿', '发布排名', '锁定填报']) await says(auditor, step)
    await button(auditor, '核验记录链').click()
    await says(dialog(auditor), /条记录逐条重算，并与 \d+ 份每日摘要比对，全部相符，没有缺失或改动。/)
  })
})

/** A project's row in the reporter's grid. */
function row(project: string) {
  return reporter.getByRole('row').filter({ has: reporter.getByRole('gridcell', { name: project }) })
}

function cell(project: string, column: number) {
  return row(project).locator(`[data-column="${column}"]`)
}

/** The ranking as it stands on the screen: place, name, rate, plan, completed. */
async function placesShown(): Promise<string[][]> {
  const lines = await office
    .locator('.ranking-table tbody tr')
    .evaluateAll((rows) =>
      rows.map((line) => [0, 1, 3, 5, 6].map((at) => (line as HTMLTableRowElement).cells[at]!.innerText)),
    )
  return lines.map((line) => line.map((text) => text.replace(/\s/g, '')))
}

/** One white pixel. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
)
