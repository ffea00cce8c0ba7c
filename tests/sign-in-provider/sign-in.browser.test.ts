import { generateSync } from 'otplib/functional'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { CLIENT, freePort, type IdentityProvider, identityProvider } from './provider.ts'

// A person sets a second factor up, signs in with the phone, without it, and by way of the provider; then the provider goes down.

let provider: IdentityProvider
let theatre: Theatre
let page: Page
let clock = NOW.getTime()
let secret = ''
let recoveryCodes: string[] = []
beforeAll(async () => {
  const port = await freePort()
  const publicUrl = new URL(`http://127.0.0.1:${port}`)
  provider = await identityProvider(`${publicUrl.origin}/api/oidc/callback`)
  await provider.start()
  const oidc = {
    issuer: new URL(provider.issuer),
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: '政务统一认证',
    matchClaim: null,
    publicUrl,
    asksLocalFactor: false,
  }
  theatre = await openTheatre(await demoDatabase(), () => new Date(clock), { port, oidc })
  page = await theatre.open('phone')
  await theatre.signIn(page, 'reporter1', DEMO_PASSWORD)
})
afterAll(async () => {
  await theatre?.close()
  await provider?.stop()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(page, 'failed-sign-in')
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const codeNow = () => generateSync({ secret, epoch: Math.floor(clock / 1000) })
const isInside = async () => await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))

/** The password is right, and the page asks for more. */
async function enterPassword(): Promise<void> {
  await page.goto(`${theatre.address}/sign-in?to=/me`)
  await page.getByLabel('用户名').fill('reporter1')
  await page.getByLabel('密码').first().fill(DEMO_PASSWORD)
  await button('登录').click()
  await page.getByText('请填写手机动态口令应用上的6位验证码').waitFor()
}

async function leave(): Promise<void> {
  await page.context().clearCookies()
}

async function throughProvider(): Promise<void> {
  await page.waitForURL((url) => url.origin === provider.issuer)
  await page.locator('input[name=login]').fill('zhangsan')
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.locator('form[action*=interaction] input[name=prompt][value=consent]').waitFor({ state: 'attached' })
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.origin === theatre.address)
}

test('set up with the picture or the key, and ten codes to keep', async () => {
  await page.goto(`${theatre.address}/me`)
  await button('设置动态口令').click()
  await page.getByRole('img', { name: '动态口令二维码' }).waitFor()
  secret = (await page.locator('.factor-secret code').innerText()).replace(/\s/g, '')
  await page.getByLabel('填写应用显示的6位验证码').fill(codeNow())
  await page.getByText('恢复码只显示这一次').waitFor()
  recoveryCodes = await page.locator('.recovery-sheet code').allInnerTexts()
  expect(recoveryCodes).toHaveLength(10)
  const [file] = await Promise.all([page.waitForEvent('download'), button('下载').click()])
  expect(file.suggestedFilename()).toBe('恢复码-reporter1.txt')
  await button('我已保存').click()
  await page.getByText('恢复码还剩10个').waitFor()
  clock += 30_000
})

test('then the phone is asked: six pasted digits go by themselves', async () => {
  await leave()
  await enterPassword()
  const field = page.getByLabel('验证码')
  const focused = page.locator('input:focus')
  expect([await focused.getAttribute('autocomplete'), await focused.getAttribute('inputmode')]).toEqual([
    'one-time-code',
    'numeric',
  ])
  await field.fill('000000')
  await page.getByRole('alert').getByText('验证码不正确，或已经用过').waitFor()
  expect(await field.inputValue()).toBe('')
  const code = codeNow()
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await isInside()
  expect(new URL(page.url()).pathname).toBe('/me')
})

test('without the phone a recovery code does, by keyboard alone, and the page says how many are left', async () => {
  await leave()
  await enterPassword()
  await button('手机不在身边，用恢复码登录').press('Enter')
  await page.keyboard.type(recoveryCodes[3]!)
  await page.keyboard.press('Enter')
  await isInside()
  await page.getByText('已用一个恢复码登录，还剩9个。').waitFor()
})

test('linked with the provider, its word is enough', async () => {
  await page.goto(`${theatre.address}/me`)
  await button('关联政务统一认证').click()
  await page.getByRole('dialog').getByLabel('登录密码').fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await throughProvider()
  await page.getByText('已关联，下次可以直接用统一认证登录。').waitFor()
  await leave()
  await page.goto(`${theatre.address}/sign-in?to=/me`)
  await page.getByRole('link', { name: '用政务统一认证登录' }).click()
  await throughProvider()
  await page.getByText('zhangsan（认证）').waitFor()
})

test('the provider is down: the page says so, and the password still does', async () => {
  await provider.stop()
  await leave()
  await page.goto(`${theatre.address}/sign-in?to=/me`)
  await page.getByRole('link', { name: '用政务统一认证登录' }).click()
  await page.getByRole('alert').getByText('统一认证暂时连接不上，请先用本系统的用户名和密码登录。').waitFor()
  clock += 30_000
  await enterPassword()
  await page.getByLabel('验证码').fill(codeNow())
  await isInside()
})
