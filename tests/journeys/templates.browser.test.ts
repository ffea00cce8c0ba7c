import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { button, confirm, dialog, link, read, says } from './on-screen.ts'
import { faultsOf, unseenFocus } from './page-faults.ts'

// The office makes the month's template its own, sees what becomes of it, takes it back, and writes one of its own.

const READY = '月度项目建设通报'
const OWN = '县长办公会专报'
const SIZES = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
  wall: { width: 3840, height: 2160 },
}

let theatre: Theatre
let page: Page
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  page = await theatre.open()
  await theatre.signIn(page, 'office', DEMO_PASSWORD)
})
afterAll(async () => await theatre?.close())

const body = () => page.getByLabel('正文', { exact: true })
const sheet = () => page.locator('.sheet-type').first()
const sentence = () => page.locator('.template-sentence')
const row = (name: string) => page.getByRole('row', { name })

/** At each width nothing is cut off and everything has a name. */
async function look(name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport)
    await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy=true]') === null)
    expect(await faultsOf(page), size).toEqual([])
    await picture(page, `${name}-${size}`)
  }
  await page.setViewportSize(SIZES.desk)
}

/** The mirror breaks its lines where the text does: left to itself, the text is as high as the mirror. */
async function expectMirrored(): Promise<void> {
  for (const viewport of Object.values(SIZES)) {
    await page.setViewportSize(viewport)
    const [text, mirror] = await body().evaluate((area) => {
      area.style.height = '0'
      const heights = [area.scrollHeight, area.parentElement!.querySelector('.template-mirror')!.scrollHeight]
      area.style.height = ''
      return heights
    })
    expect(text, `${viewport.width}`).toBe(mirror)
  }
  await page.setViewportSize(SIZES.desk)
}

describe('a ready template', () => {
  test('opens with its preview; a changed sentence is printed a moment later', async () => {
    await page.goto(`${theatre.address}/bulletin-templates`)
    await says(page, '领导一页纸')
    await look('templates')
    await link(page, READY).click()
    await sheet().getByText('现将2026年1—10月').waitFor()
    expect(await unseenFocus(page, 4)).toEqual([])
    await look('template')
    await expectMirrored()
    await body().focus()
    await page.keyboard.press('Control+Home')
    await typeByInputMethod('经县委同意，')
    await sheet().getByText('经县委同意，现将2026年1—10月').waitFor()
    await says(page, '有未保存的修改')
  })

  test('a mistake is marked and explained at its line, and the last good preview stays', async () => {
    await body().press('Control+End')
    await page.keyboard.type('\n特此通报。完成{{完成透资}}')
    await sentence().getByText('没有叫“完成透资”的数据或词语，是不是想写“完成投资”').waitFor()
    expect(await page.locator('.template-line .template-wrong').allInnerTexts()).toEqual(['完成透资'])
    const last = page.locator('.template-text:not(.template-text-line) .template-line').last()
    expect(await last.locator('.template-sentence').count()).toBe(1)
    await says(page, '文字有误，预览仍是改错以前的')
    expect(await sheet().innerText()).toContain('经县委同意，')
    await look('template-mistake')
    await body().press('Control+Home')
    await button(page, /正文第\d+行/).click()
    expect(await body().evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart))).toBe(
      '完成透资}}',
    )
    for (let letter = 0; letter < 4; letter += 1) await page.keyboard.press('Delete')
    await page.keyboard.type('完成投资')
    await sentence().waitFor({ state: 'detached' })
  })

  test('a word of the list goes in at the cursor, and the browser takes it back', async () => {
    await body().press('Control+End')
    await page.getByRole('tab', { name: '词语' }).click()
    await page.getByLabel('查找数据、词语').fill('同比')
    await button(page, /^同比 同比增长/).click()
    const end = () => body().evaluate((area: HTMLTextAreaElement) => area.value.slice(-14))
    expect(await end()).toContain('{{完成投资 同比}}')
    await body().press('Control+z')
    expect(await end()).toContain('完成{{完成投资}}')
    await look('template-words')
    await page.getByRole('tab', { name: '预览' }).click()
  })

  test('is saved by Ctrl+S with a note, once; then all of it is saved', async () => {
    await page.keyboard.press('Control+s')
    await dialog(page).getByText('还没发布的草稿也按它生成').waitFor()
    await dialog(page).getByLabel('改了什么').fill('开头写明经县委同意')
    await picture(page, 'template-save')
    await confirm(page, '保存')
    await says(page, '没有未保存的修改')
    await says(page, /第1版，11月10日/)
  })

  test('version 1 and the product’s own text can be read line by line', async () => {
    await button(page, '历次修改（1）').click()
    await dialog(page).getByText('开头写明经县委同意').waitFor()
    await picture(page, 'template-versions')
    await button(dialog(page), /^第1版/).click()
    await says(dialog(page), '和现在的文字完全一样')
    await button(dialog(page), '全部版本').click()
    await button(dialog(page), /^系统自带的文字/).click()
    expect(await dialog(page).locator('.template-diff-gone').allInnerTexts()).toHaveLength(1)
    expect(await dialog(page).locator('.template-diff-new').first().innerText()).toContain('经县委同意，')
    await look('template-differences')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('unsaved words are not left behind without asking', async () => {
    await body().press('Control+End')
    await page.keyboard.type('。')
    await page.locator('.page-trail').getByRole('link', { name: '文稿模板' }).click()
    await says(dialog(page), '离开前不保存吗？')
    await button(dialog(page), '取消').click()
    await button(page, '历次修改（1）').click()
    await button(dialog(page), /^第1版/).click()
    await button(dialog(page), '改回这一版').click()
    expect(await dialog(page).getByLabel('改了什么').inputValue()).toBe('改回第1版的文字')
    await page.keyboard.press('Escape')
    await says(page, '没有未保存的修改')
  })

  test('is the product’s own again', async () => {
    await page.locator('.page-trail').getByRole('link', { name: '文稿模板' }).click()
    await row(READY).getByText('系统自带，本单位已改').waitFor()
    await button(row(READY), '恢复自带文字').click()
    await says(dialog(page), '已发布的文稿不变')
    await picture(page, 'template-restore')
    await confirm(page, '恢复自带文字')
    await row(READY).getByText('系统自带', { exact: true }).waitFor()
    const { version, versions } = await read(page, '/api/bulletin-templates/monthly')
    expect([version, versions]).toEqual([null, []])
  })
})

describe('a template of the office’s own', () => {
  test('may begin with almost nothing', async () => {
    await link(page, '新建模板').click()
    await says(page, '请填写模板名称')
    await sheet().getByText('重点项目完成投资').waitFor()
    await look('template-new')
    await page.locator('.page-trail').getByRole('link', { name: '文稿模板' }).click()
  })

  test('begins as a copy', async () => {
    await row('领导一页纸').getByRole('link', { name: '复制为新模板' }).click()
    await page.getByLabel('模板名称').fill('')
    await says(page, '请填写模板名称')
    expect(await button(page, '保存').isDisabled()).toBe(true)
    await page.getByLabel('模板名称').fill(OWN)
    await button(page, '保存').click()
    await confirm(page, '保存')
    await page.waitForURL(/\/bulletin-templates\/t\d+$/)
    await page.getByRole('heading', { name: OWN }).waitFor()
  })

  test('a mistake that only saving finds is shown where it stands', async () => {
    await page.getByLabel('标题', { exact: true }).fill('关于{{本其}}的专报')
    await page.keyboard.press('Control+s')
    await button(dialog(page), '保存').click()
    await page.locator('.field-below', { hasText: '没有叫“本其”的数据或词语' }).waitFor()
    expect(await page.getByLabel('标题', { exact: true }).evaluate((field) => field === document.activeElement)).toBe(
      true,
    )
    await page.getByLabel('标题', { exact: true }).fill('关于{{本期}}的专报')
  })

  test('what a colleague saved meanwhile is not overwritten unseen', async () => {
    await page.evaluate(async () => {
      const address = `/api${location.pathname}`
      const { content, name, rhythm, confirms, version } = await (await fetch(address)).json()
      const changed = { ...content, body: `${content.body}\n同事写的一句。` }
      const sent = { content: changed, name, rhythm, confirms, note: '', seenVersion: version }
      const headers = { 'content-type': 'application/json' }
      await fetch(address, { method: 'PUT', headers, body: JSON.stringify(sent) })
    })
    await page.keyboard.press('Control+s')
    await button(dialog(page), '保存').click()
    await says(page, /保存了第2版，您的修改还没有保存/)
    await picture(page, 'template-conflict')
    await button(page, '看两处不同').click()
    await dialog(page).locator('.template-diff-gone', { hasText: '同事写的一句。' }).waitFor()
    await page.keyboard.press('Escape')
    await button(page, '用我的，另存一版').click()
    await confirm(page, '保存')
    await button(page, '历次修改（3）').waitFor()
  })

  test('on a telephone text, preview and words lie behind tabs; a word leads back to the text', async () => {
    await body().press('Control+End')
    await page.setViewportSize(SIZES.phone)
    await page.getByRole('tab', { name: '预览' }).click()
    await sheet().getByText('一看总体').waitFor()
    await picture(page, 'template-phone-preview')
    await page.getByRole('tab', { name: '词语' }).click()
    await picture(page, 'template-phone-words')
    await button(page, /^\{\{总投资\}\}/).click()
    await page.locator('.template-mark-value', { hasText: '{{总投资}}' }).waitFor()
    expect(await body().inputValue()).toContain('{{总投资}}')
    await picture(page, 'template-phone-text')
    await page.setViewportSize(SIZES.desk)
  })

  test('is retired', async () => {
    await page.locator('.page-trail').getByRole('link', { name: '文稿模板' }).click()
    await button(dialog(page), '不保存，离开').click()
    await button(row(OWN), '停用').click()
    await confirm(page, '停用')
    await row(OWN).waitFor({ state: 'detached' })
  })
})

/** As a Chinese input method does: letters first, then the words they stand for. */
async function typeByInputMethod(words: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page)
  for (const text of ['j', 'jing', words]) {
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  }
  await keyboard.send('Input.insertText', { text: words })
  await keyboard.detach()
}
