import { writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { downloaded } from './downloaded-bulletin.ts'
import { novemberLedger } from './november-ledger.ts'
import { button, confirm, dialog, idOf, link, paste, read, says } from './on-screen.ts'

// The loop as a newcomer walks it, by clicks and keys in a real browser: a ledger from Excel becomes a round, figures, a ranking and a 通报.
// The figures are worked out in november-ledger.ts.

let theatre: Theatre
let office: Page
let reporter: Page
let importId: number
let roundId: number
let printed: string[][][]
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
  test('upload; the counties it does not know are asked about; a reporter is named; written', async () => {
    await theatre.signIn(office, 'office', DEMO_PASSWORD)
    await link(mainMenu(office), '台账').click()
    await link(office, '导入').click()
    const buffer = Buffer.from(await novemberLedger())
    const file = { name: '重点项目台账.xlsx', mimeType: 'application/octet-stream', buffer }
    await office.getByLabel(/拖到这里/).setInputFiles(file)
    await says(office, '写入之前，请回答3个问题')
    importId = idOf(office)
    await says(office, '还有3个问题没有回答')
    for (const county of ['东县', '南县', '西县']) await button(office, new RegExp(`^新建“${county}”`)).click()
    await says(office, '问题都已回答')
    await chooseReporter()
    await button(office, '写入：新增5、修改0').click()
    await says(office, '已写入：新增5个，修改0个。')
  })

  test('the office opens the round from there', async () => {
    await link(office, '开启调度').click()
    await button(office, '开启调度（5个项目）').click()
    await office.waitForURL(/\/rounds\/\d+$/)
    roundId = idOf(office)
    await office.getByRole('heading', { level: 1, name: '2026年11月项目进展调度' }).waitFor()
    await picture(office, 'journey-round')
  })

  async function chooseReporter(): Promise<void> {
    const { items } = await read(office, '/api/accounts?role=reporter')
    const { displayName } = items.find(({ username }: { username: string }) => username === 'reporter1')
    const field = office.getByLabel('填报员')
    await field.click()
    await field.fill(displayName)
    await office.locator('.ant-select-item-option', { hasText: displayName }).waitFor()
    await field.press('Enter')
    await office.locator('.write-reporter', { hasText: displayName }).waitFor()
  }
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
    expect(await reporter.getByLabel('年初累计完成投资').inputValue()).toBe('8000')
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
    await button(office, '锁定').click()
    await says(dialog(office), '5项全部审核通过，可以锁定。')
    await confirm(office, '锁定')
    await says(office, '11月填报已锁定，可以发布排名、起草通报')
  })

  function reviewed(project: string) {
    return office.locator('tr[data-row]', { hasText: project })
  }
})

describe('what the month comes to', () => {
  test('the ranking has the places worked out by hand and is published', async () => {
    await link(office, '看排名').click()
    await says(office, '已计算，尚未发布')
    expect(await placesShown()).toEqual(PLACES)
    await button(office, '发布排名').click()
    await says(dialog(office), '第1位西县（90%），末位东县、南县（74%）。')
    await confirm(office, '发布排名')
    await says(office, '数据已冻结')
    expect(await placesShown()).toEqual(PLACES)
    await picture(office, 'journey-ranking')
  })

  test('the bulletin is published and comes as a Word file', async () => {
    await link(office, '编发通报').click()
    await button(office, '发布通报').click()
    await confirm(office, '发布通报')
    await says(office, '文字和数据已冻结')
    await picture(office, 'journey-bulletin')
    printed = await downloaded(office)
    writeFileSync('/tmp/jshots/bulletin.txt', JSON.stringify(printed, null, 1))
  })
})

function mainMenu(page: Page) {
  return page.getByRole('navigation', { name: '主菜单' }).first()
}

/** A project's row in the reporter's grid. */
function row(project: string) {
  return reporter.getByRole('row').filter({ has: reporter.getByRole('gridcell', { name: project }) })
}

function cell(project: string, column: number) {
  return row(project).locator(`[data-column="${column}"]`)
}

/** The ranking as it stands on the screen: place, name, rate, plan, completed. */
async function placesShown(): Promise<string[][]> {
  const lines = await office.locator('.ranking-table tbody tr').evaluateAll((rows) =>
    rows.map((line) => [0, 1, 3, 5, 6].map((at) => (line as HTMLTableRowElement).cells[at]!.innerText)),
  )
  return lines.map((line) => line.map((text) => text.replace(/\s/g, '')))
}

/** One white pixel. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
)
