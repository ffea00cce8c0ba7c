import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { button, confirm, dialog, link, read, says } from '#tests/journeys/on-screen.ts'

// The security administrator sets what signing in asks for. What the content policy refuses fails when the theatre closes.

const PASSWORD = 'guatu-demo-2026'
let theatre: Theatre
let page: Page
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  page = await theatre.open()
  await theatre.signIn(page, 'security', PASSWORD)
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(page, 'failed-security')
})

test('values that contradict each other cannot be saved, unsaved ones are not lost unasked', async () => {
  await page.goto(`${theatre.address}/settings/security`)
  await says(page, '目前按产品默认值执行，没有人调整过。')
  await page.getByLabel('无操作自动退出', { exact: true }).fill('20')
  await page.getByLabel('调整原因').fill('护网期间收紧')
  await says(page, '不能长于其他人员的时间。')
  expect(await button(page, '保存并立即生效').isDisabled()).toBe(true)
  await page.getByLabel('无操作自动退出', { exact: true }).fill('60')
  await says(page, '1 项改动未保存')
  await link(page.getByRole('navigation', { name: '主菜单' }).first(), '人员').click()
  await says(dialog(page), '登录安全设置有改动还没有保存。')
  await button(dialog(page), '取消').click()
  expect(new URL(page.url()).pathname).toBe('/settings/security')
  expect(await page.getByLabel('无操作自动退出', { exact: true }).inputValue()).toBe('60')
})

test('what is saved holds, and stands in the history with who and why', async () => {
  await button(page, '保存并立即生效').click()
  await says(page, /由荀云帆调整：护网期间收紧/)
  await says(page, '没有改动')
  const history = page.locator('section', { has: page.getByRole('heading', { name: '历次调整' }) })
  await says(history, /无操作自动退出：240 分钟 → 60 分钟/)
  expect((await read(page, '/api/settings/security')).settings).toMatchObject({ idleMinutes: 60, tokenDays: 365 })
})

test('somebody’s computer is lost: found by name, signed out everywhere', async () => {
  const lost = await theatre.open('phone')
  await theatre.signIn(lost, 'reporter1', PASSWORD)
  await page.goto(`${theatre.address}/people`)
  await page.getByRole('searchbox').fill('靳子衿')
  await page.getByRole('cell', { name: 'reporter1', exact: true }).click()
  await page.getByRole('tab', { name: '登录' }).click()
  await says(page, '127.0.0.1')
  await picture(page, 'security-sessions')
  await button(page, '全部退出').click()
  await confirm(page, '全部退出')
  await says(page, '这个账号目前没有在任何地方登录。')
  expect((await lost.request.get(`${theatre.address}/api/me`)).status()).toBe(401)
})
