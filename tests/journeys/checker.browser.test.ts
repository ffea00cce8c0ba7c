import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'

// The office checks a draft before it leaves: pasted, and as a file.

const DRAFT = [
  '一、总体情况',
  '上半年，全县完成工业投资30.58亿元，同比增长8.4%，居全市第二位。规划实施工业项目25个，概算投资139.85亿元。其中：装备制造项目9个，概算投资65.95亿元；食品加工项目10个，概算投资60.1亿元；新材料项目3个，概算投资10.4亿元。',
  '列入市方案的项目年度计划投资60.99亿元，累计完成投资54.05亿元，占年度计划的88.6%。全县94家规上企业中有研发活动的74家，覆盖率87.7%。',
  '三、下一步工作',
  '推进75G+智慧工厂建设，新开工项目20余个，确保全年目标任务如期完成。',
].join('\n')

let theatre: Theatre
let page: Page
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  page = await theatre.open()
  await theatre.signIn(page, 'office', DEMO_PASSWORD)
})
afterAll(async () => await theatre?.close())

describe('checking a draft', () => {
  test('pasted: contradictions and slips are listed, and a click shows the figure with its formula', async () => {
    await page.goto(`${theatre.address}/check`)
    await page.getByLabel('粘贴正文').fill(DRAFT)
    await page.getByRole('button', { name: '核对', exact: true }).click()
    await page.getByRole('heading', { name: '矛盾与差错（5）' }).waitFor()
    const findings = page.locator('.check-finding')
    expect(await findings.locator('b').allInnerTexts()).toEqual(['矛盾', '矛盾', '矛盾', '差错', '差错'])
    await picture(page, 'checker')
    await findings.filter({ hasText: '文中写的是87.7%' }).click()
    await page.getByText('74/94*100 = 78.7234').waitFor()
    expect(await page.locator('.check-chosen').innerText()).toBe('94')
    await page.locator('.check-figure', { hasText: /^54.05$/ }).click()
    await page.getByText('占计划').waitFor()
    expect(await page.locator('.check-verdict').innerText()).toContain('一致')
    await picture(page, 'checker-figure')
    await page.setViewportSize({ width: 3840, height: 2160 })
    await picture(page, 'checker-wall')
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('the text may be mended and checked again', async () => {
    await page.getByRole('button', { name: '修改文字' }).click()
    const mended = DRAFT.replace('87.7%', '78.7%')
      .replace('75G', '5G')
      .replace('三、', '二、')
      .replace('139.85', '136.45')
      .replace('25个', '22个')
    await page.getByLabel('粘贴正文').fill(mended)
    await page.keyboard.press('Control+Enter')
    await page.getByText('没有发现矛盾和差错').waitFor()
  })

  test('against the data of a month: what differs is told with its source', async () => {
    await page.getByRole('button', { name: '核对另一篇' }).click()
    await page.getByLabel('粘贴正文').fill('1—10月，全市完成投资401.6亿元。完成率91.4%。氟化工完成投资12亿元。')
    await page.getByLabel('调度月份').selectOption('2026-10')
    await page.getByRole('button', { name: '核对', exact: true }).click()
    await page.getByText('2026年10月调度数据对照2个数，1个不一致').waitFor()
    expect(await page.locator('.check-finding b').allInnerTexts()).toEqual(['数据'])
    await page.locator('.check-finding').click()
    await picture(page, 'checker-data')
    await page.getByRole('link', { name: '看来源' }).click()
    await page.getByRole('heading', { name: '关于2026年1—10月全市重点项目建设进展情况的通报' }).waitFor()
    await page.goBack()
    await page.getByLabel('粘贴正文').waitFor()
  })

  test('a file is read and checked at once; on a telephone the findings come first', async () => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '通报.txt', mimeType: 'text/plain', buffer: Buffer.from(DRAFT) })
    await page.getByRole('heading', { name: '矛盾与差错（5）' }).waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await picture(page, 'checker-phone')
    const [side, text] = [page.locator('.check-side'), page.locator('.check-text')]
    expect((await side.boundingBox())!.y).toBeLessThan((await text.boundingBox())!.y)
  })
})
