import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { docxParts } from '#platform/word/reading-docx.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { button, confirm, dialog, link, read, says } from './on-screen.ts'
import { faultsOf } from './page-faults.ts'

// The way of one document: its words edited, what does not add up explained, confirmed by the counties, published, numbered, downloaded,
// and compared with what the ledger says after a correction.

let theatre: Theatre
let office: Page
let county: Page
let roundId: number
let bulletin: string
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  office = await theatre.open()
  county = await theatre.open('phone')
  await theatre.signIn(office, 'office', DEMO_PASSWORD)
  await theatre.signIn(county, 'reporter1', DEMO_PASSWORD)
  const { items } = await read(office, '/api/rounds')
  roundId = items.find((round: { month: string; lockedAt: string | null }) => round.lockedAt !== null).id
  bulletin = `${theatre.address}/rounds/${roundId}/bulletin`
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(office, 'failed-office')
  await picture(county, 'failed-county')
})

describe('which document', () => {
  test('the monthly one opens by itself; another is chosen and stands in the address', async () => {
    await office.goto(bulletin)
    await office.getByRole('heading', { level: 1, name: /进展情况的通报/ }).waitFor()
    await says(office, /^本期\d份文稿，已发布0份$/)
    await shownDocument(office).click()
    await office.getByRole('button', { name: /固定资产投资与项目管理工作报告/ }).click()
    await office.getByRole('heading', { level: 1, name: /工作情况的报告/ }).waitFor()
    expect(new URL(office.url()).searchParams.get('template')).toBe('investment-report')
    await office.goBack()
    await office.getByRole('heading', { level: 1, name: /进展情况的通报/ }).waitFor()
  })

  test('who reads only what is published is told what to wait for', async () => {
    await county.goto(bulletin)
    await says(county, '本期文稿尚未发布')
    await says(county, /排名发布、各单位确认数据以后/)
    expect(await faultsOf(county)).toEqual([])
  })
})

describe('this issue’s own words', () => {
  test('a mistake is shown at its line and nothing typed is lost; mended, the sheet says it', async () => {
    await button(office, '本期修改').click()
    const body = field(office, '正文')
    const words = await body.inputValue()
    await body.fill(`${words}\n本期{{完成头资}}。`)
    await button(office, '保存本期修改').click()
    await says(office, '有1处写错，没有保存。')
    const line = words.split('\n').length + 1
    await button(office, new RegExp(`^第${line}行第\\d+字$`)).click()
    await picture(office, 'bulletin-mistake')
    expect(await body.inputValue()).toContain('{{完成头资}}')
    await body.fill(`${words}\n上年同期有项目{{项目数 上年同期}}。`)
    await field(office, '发放范围').fill('市委常委')
    await button(office, '保存本期修改').click()
    await says(office, '没有未保存的修改')
    await says(office.locator('.sheet'), /上年同期有项目—。/)
    await says(office, '发放范围：市委常委')
    await picture(office, 'bulletin-editing')
  })

  test('leaving with unsaved words is asked about; Esc stays', async () => {
    await field(office, '标题').fill('还没有想好')
    await link(office, '查看排名').click()
    await says(dialog(office), '离开而不保存修改？')
    await office.keyboard.press('Escape')
    await button(office, '标题恢复为模板').click()
    await says(office, '没有未保存的修改')
    await button(office, '关闭').last().click()
  })

  test('what somebody else saved meanwhile is read, one’s own words stay', async () => {
    await button(office, '本期修改').click()
    await field(office, '红头').fill('我的红头')
    await savedElsewhere({ circulation: '各县区', content: { masthead: '别人的红头' } })
    await button(office, '保存本期修改').click()
    await says(office, /刚改过这份草稿。/)
    await says(office, '他人同时改了这一处。')
    expect(await field(office, '红头').inputValue()).toBe('我的红头')
    expect(await field(office, '发放范围').inputValue()).toBe('各县区')
    await picture(office, 'bulletin-clash')
    await button(office, '改用对方的').click()
    await says(office, '没有未保存的修改')
    await button(office, '红头恢复为模板').click()
    await office.keyboard.press('Control+s')
    await says(office, '没有未保存的修改')
    await button(office, '关闭').last().click()
  })

  async function savedElsewhere(changes: object): Promise<void> {
    const at = `/api/rounds/${roundId}/bulletin/draft?template=monthly`
    const { version } = await read(office, at)
    const answer = await office.request.put(theatre.address + at, {
      data: { version, ...changes },
      headers: { origin: theatre.address },
    })
    expect(answer.status()).toBe(200)
  }
})

describe('what stands before publication', () => {
  test('each thing that does not add up is explained where it stands', async () => {
    const missing = office.locator('.problem', { hasText: '文中印成了“—”' })
    await says(missing, '待说明')
    expect(await button(office, '发布通报').isDisabled()).toBe(true)
    await office.evaluate(() => scrollTo(0, 0))
    await looks(office, 'bulletin-problems')
    for (let left = await writing(office).count(); left > 0; left -= 1) {
      await writing(office).first().fill('已核对，上年没有同口径数据')
      await office.keyboard.press('Enter')
      await expect.poll(() => writing(office).count()).toBe(left - 1)
    }
    await says(missing, '说明：已核对，上年没有同口径数据')
    await button(missing, '修改说明').click()
    await missing.getByLabel('说明原因').fill('上年没有同口径数据')
    await button(missing, '保存').click()
    await says(missing, '说明：上年没有同口径数据')
    expect(await button(office, '发布通报').isDisabled()).toBe(false)
  })

  test('a county confirms on its telephone, another objects; the office sees both', async () => {
    await county.goto(`${theatre.address}/rounds/${roundId}/confirmations`)
    await says(county, '待确认')
    await picture(county, 'confirm-phone')
    expect(await faultsOf(county)).toEqual([])
    await button(county, '数据有出入').click()
    await dialog(county)
      .getByLabel(/哪个数据有出入/)
      .fill('累计完成投资少计1个项目')
    await confirm(county, '提出异议')
    await says(county, '有异议')
    await button(county, '确认无误').click()
    await says(county.locator('.own-figures'), '已确认')
    await picture(county, 'confirm-phone-done')
    const other = await theatre.open('phone')
    await theatre.signIn(other, 'reporter2', DEMO_PASSWORD)
    await other.goto(`${theatre.address}/rounds/${roundId}/confirmations`)
    await button(other, '数据有出入').click()
    await dialog(other)
      .getByLabel(/哪个数据有出入/)
      .fill('项目数应为74个')
    await confirm(other, '提出异议')
    await link(office, '数据确认').click()
    await says(office, /^个单位已确认，共7个$/)
    expect((await rowsOf(office)).map((row) => row.slice(0, 3))).toEqual([
      ['云川经济技术开发区', '✕有异议', '项目数应为74个'],
      ...['南屏县', '松岚县', '望泽县', '砚浦县', '禾原县'].map((name) => [name, '○待确认', '']),
      ['清晏区', '✓已确认', ''],
    ])
    await looks(office, 'confirmations')
    await button(office, '南屏县').click()
    await button(dialog(office), '确认无误').click()
    await says(dialog(office), '已确认')
    await office.keyboard.press('Escape')
    expect(await office.evaluate(() => document.querySelector('.overview-count b')?.textContent)).toBe('2')
  })
})

describe('published', () => {
  test('without waiting for all, with the reason', async () => {
    await link(office, '本期文稿').click()
    await says(office, /^5个单位还没有确认数据：/)
    await button(office, '发布通报').click()
    await says(dialog(office), /云川经济技术开发区、松岚县/)
    expect(await button(dialog(office), '不等确认，发布通报').isDisabled()).toBe(true)
    await dialog(office).getByLabel('不等确认的原因').fill('其余已电话核对')
    await picture(office, 'bulletin-publish')
    await confirm(office, '不等确认，发布通报')
    await says(office, '文字和数据已冻结。')
    await says(office, '定稿可复现')
  })

  test('its number has the form of a 发文字号', async () => {
    await button(office, '填写文号').click()
    await dialog(office).getByLabel('发文字号').fill('云政办[2026]12号')
    await says(dialog(office), '年份应使用六角括号〔〕。')
    await dialog(office).getByLabel('发文字号').fill('云政办〔2026〕12号')
    await confirm(office, '保存')
    await says(office.locator('.sheet'), '云政办〔2026〕12号')
  })

  test('Word with the sources in its margin', async () => {
    await button(office, '其他格式').click()
    await picture(office, 'bulletin-formats')
    const [download] = await Promise.all([office.waitForEvent('download'), link(office, /^批注/).click()])
    const parts = docxParts(readFileSync(await download.path()))
    expect(parts.get('word/comments.xml')).toContain('计算')
  })

  test('after a correction the page says which printed figures are others today, and opens their sources', async () => {
    await corrected()
    await office.reload()
    await says(office, /^发布后有\d+个数据作了更正$/)
    await office.locator('.revised summary').click()
    const first = office.locator('.revised tbody tr').first()
    await looks(office, 'bulletin-published')
    const printed = await first.locator('td').first().innerText()
    await first.getByRole('button').click()
    await expect.poll(() => office.locator('.source-text').innerText()).toBe(printed)
  })

  test('the county reads it; printed, nothing but the sheets is left', async () => {
    await county.goto(bulletin)
    await says(county, '文字和数据已冻结。')
    expect(await button(county, '撤回').count()).toBe(0)
    await picture(county, 'bulletin-phone')
    expect(await faultsOf(county)).toEqual([])
    await office.emulateMedia({ media: 'print' })
    const left = await office
      .locator('.page')
      .evaluate((page) =>
        [...page.querySelectorAll('*')]
          .filter((part) => part.checkVisibility() && !part.closest('.sheets') && !part.querySelector('.sheets'))
          .map((part) => part.outerHTML.slice(0, 80)),
      )
    expect(left).toEqual([])
    await office.emulateMedia({ media: null })
  })

  test('withdrawn with a reason it is a draft again', async () => {
    await button(office, '撤回').click()
    await dialog(office).getByLabel('撤回原因').fill('数据更正后重发')
    await confirm(office, '撤回')
    await button(office, '本期修改').waitFor()
  })

  /** One project of the round completed less than was reported. */
  async function corrected(): Promise<void> {
    const { items } = await read(office, `/api/rounds/${roundId}/reports?limit=1`)
    const [{ projectId }] = items
    const answer = await office.request.post(`${theatre.address}/api/projects/${projectId}/corrections`, {
      data: { month: '2026-10', delta: '-30', reason: '重复计算', approver: '王局长' },
      headers: { origin: theatre.address, 'idempotency-key': crypto.randomUUID() },
    })
    expect(answer.status(), await answer.text()).toBe(200)
  }
})

function shownDocument(page: Page): Locator {
  return button(page, /本期\d份文稿/)
}

/** Beside it stands a button that names it too. */
function field(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name, exact: true })
}

/** The fields in which an explanation is asked for. */
function writing(page: Page): Locator {
  return page.getByLabel('说明原因')
}

async function rowsOf(page: Page): Promise<string[][]> {
  const rows = await page
    .locator('.overview tbody tr')
    .evaluateAll((lines) => lines.map((line) => [...(line as HTMLTableRowElement).cells].map((cell) => cell.innerText)))
  return rows.map((row) => row.map((text) => text.replace(/\s/g, '')))
}

/** Nothing is cut off and everything has a name, at each width. */
async function looks(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [390, 844],
    [3840, 2160],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    expect(await faultsOf(page)).toEqual([])
    await picture(page, `${name}-${width}`)
  }
}
