import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { button, confirm, dialog, link, read, says } from './on-screen.ts'

// The three administrators, each at an own desk: one makes the account, one grants the role, one reads what both did.

const OWN = 'taili-nanchuang-33'

let theatre: Theatre
let admin: Page
let security: Page
let person: Page
let initialPassword: string
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  admin = await theatre.open()
  security = await theatre.open()
  person = await theatre.open()
  await theatre.signIn(admin, 'admin', DEMO_PASSWORD)
  await theatre.signIn(security, 'security', DEMO_PASSWORD)
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(admin, 'failed-administration-admin')
  await picture(security, 'failed-administration-security')
  await picture(person, 'failed-administration-person')
})

test('the system administrator makes an account and proposes its role; the password is shown once', async () => {
  await admin.goto(`${theatre.address}/people`)
  await button(admin, '新建账号').click()
  const form = dialog(admin)
  await form.getByLabel('姓名').fill('周一帆')
  await form.getByLabel('用户名').fill('zhouyifan')
  await form.getByLabel('单位').fill('清晏区')
  await admin.keyboard.press('Enter')
  await form.getByLabel(/同时提出岗位/).selectOption({ label: '项目办' })
  await form.getByLabel('原因').fill('区项目办新到人员')
  await button(form, '建立账号').click()
  await says(admin, '请交给本人')
  initialPassword = await dialog(admin).locator('.slip-code').nth(1).innerText()
  await picture(admin, 'administration-handed')
  await button(admin, '已交付，关闭').click()
  expect(await admin.content()).not.toContain(initialPassword)
})

test('without the role the person is let in and sees no figures', async () => {
  await person.goto(theatre.address)
  await person.getByLabel('用户名').fill('zhouyifan')
  await person.getByLabel('密码').fill(initialPassword)
  await button(person, '登录').click()
  await person.getByLabel('原密码').fill(initialPassword)
  await person.getByLabel('新密码', { exact: true }).fill(OWN)
  await person.getByLabel('再输入一次新密码').fill(OWN)
  await button(person, '修改密码').click()
  await person.getByRole('navigation', { name: '主菜单' }).first().waitFor()
  const answer = await person.request.get(`${theatre.address}/api/projects`)
  expect(answer.status()).toBe(403)
})

test('the security administrator agrees, and the person works at once within the own county', async () => {
  await security.goto(`${theatre.address}/people`)
  await link(security.getByRole('banner'), /^待办\s*1$/).click()
  await says(security, '区项目办新到人员')
  await picture(security, 'administration-waiting')
  await button(security, '同意').click()
  await says(security, '已同意 1 项')
  await person.goto(`${theatre.address}/projects`)
  await person.getByRole('heading', { level: 1 }).first().waitFor()
  const { items } = await read(person, '/api/projects?limit=200')
  expect(items.length).toBeGreaterThan(10)
  expect(new Set(items.map(({ countyName }: { countyName: string }) => countyName))).toEqual(new Set(['清晏区']))
})

test('a role that is ended is over at the next click', async () => {
  const { id } = await read(person, '/api/me')
  await security.goto(`${theatre.address}/people?account=${id}&tab=roles`)
  await button(security, '终止').click()
  await dialog(security).getByLabel('原因').fill('借调到期')
  await confirm(security, '终止')
  await says(security, '已终止“周一帆”的岗位')
  await person.goto(`${theatre.address}/projects`)
  await says(person, '您的岗位不使用这一页')
})

test('neither can do the other’s work', async () => {
  await security.goto(`${theatre.address}/people`)
  expect(await button(security, '新建账号').count()).toBe(0)
  const origin = { origin: theatre.address }
  const { id } = await read(person, '/api/me')
  const grant = { data: { role: 'leader', organisationId: 1, reason: '越权' }, headers: origin }
  expect((await admin.request.post(`${theatre.address}/api/accounts/${id}/grants`, grant)).status()).toBe(403)
  const account = { data: { username: 'x1', displayName: '某人', organisationId: 1 }, headers: origin }
  expect((await security.request.post(`${theatre.address}/api/accounts`, account)).status()).toBe(403)
})

test('the auditor finds what both did to the account, with the reasons', async () => {
  const auditor = await theatre.open()
  await theatre.signIn(auditor, 'auditor', DEMO_PASSWORD)
  const { id } = await read(person, '/api/me')
  await auditor.goto(`${theatre.address}/people?account=${id}&tab=record`)
  await link(auditor, '查看这个账号的操作记录').click()
  await auditor.getByRole('heading', { level: 1, name: '谁在什么时候改了什么' }).waitFor()
  for (const text of ['借调到期', '授予岗位', '新建账号']) await says(auditor.locator('main'), text)
  await picture(auditor, 'administration-record')
})
