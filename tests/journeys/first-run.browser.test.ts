import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { prepareRegion } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { freshDatabase } from '#tests/harness/cluster.ts'
import { NOW } from '#tests/harness/product.ts'
import { button, confirm, link, read, says } from './on-screen.ts'

// An installation without the demonstration: its first visitor names the region, and then lets the others in.

const [FOUNDER, OWN, OFFICE] = ['shuqian-lvmao-1', 'taili-nanchuang-33', 'qiaoqiao-banban-7']

let theatre: Theatre
let admin: Page
let office: Page
let newcomer: Page
const given: Record<string, string> = {}
beforeAll(async () => {
  const database = await freshDatabase()
  await prepareRegion(database.ownerUrl, { demo: false, now: NOW })
  theatre = await openTheatre(database, () => NOW)
  admin = await theatre.open()
  office = await theatre.open()
  newcomer = await theatre.open('phone')
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(admin, 'failed-first-admin')
  await picture(office, 'failed-first-office')
  await picture(newcomer, 'failed-first-newcomer')
})

test('whoever comes first, to whatever address, is asked to name the region and to make an account', async () => {
  await admin.goto(`${theatre.address}/projects`)
  await admin.waitForURL(/\/first-run$/)
  await admin.getByLabel('地区名称').fill('青原市')
  await admin.getByLabel('姓名').fill('林书田')
  await admin.getByLabel('用户名').fill('lin')
  await admin.getByLabel('密码', { exact: true }).fill('qingyuan2026!')
  await admin.getByLabel('再输入一次密码').fill(`${FOUNDER}?`)
  await picture(admin, 'first-run')
  await button(admin, '完成初始化').click()
  await says(admin, '两次输入的密码不一致。')
  await admin.getByLabel('再输入一次密码').fill('qingyuan2026!')
  await button(admin, '完成初始化').click()
  await says(admin, /最先被猜到/)
  await admin.getByLabel('密码', { exact: true }).fill(FOUNDER)
  await admin.getByLabel('再输入一次密码').fill(FOUNDER)
  await button(admin, '完成初始化').click()
})

test('the first passwords of the others are shown once, to be handed over', async () => {
  await admin.getByRole('heading', { level: 1, name: '交接初始密码' }).waitFor()
  await picture(admin, 'first-handover')
  const slips = admin.getByRole('list', { name: '交接初始密码' }).getByRole('listitem')
  expect(await slips.count()).toBe(3)
  for (const username of ['security', 'auditor', 'office']) {
    const slip = slips.filter({ hasText: username })
    given[username] = await slip.locator('code').last().innerText()
    expect(given[username]).toMatch(/^\w{4}-\w{4}-\w{4}$/)
  }
  expect(await button(admin, '进入系统').isDisabled()).toBe(true)
  await admin.getByLabel('我已保存，并会分别交给本人').check()
  await button(admin, '进入系统').click()
  await inMenu(admin, '人员').waitFor()
  expect(await read(admin, '/api/me')).toMatchObject({ username: 'lin', region: { name: '青原市', isDemo: false } })
  await admin.goto(`${theatre.address}/first-run`)
  await says(admin, '系统已经初始化，请直接登录。')
  expect(await admin.content()).not.toContain(given.office)
})

test('the office must set a password of its own before anything else, and a guessable one is refused', async () => {
  await office.goto(`${theatre.address}/rounds`)
  await office.waitForURL(/\/sign-in/)
  await office.getByLabel('用户名').fill('office')
  await office.getByLabel('密码').fill(given.office!)
  await button(office, '登录').click()
  await says(office, '您的密码由管理员设置，请先修改密码。')
  await picture(office, 'first-password')
  expect(await office.getByRole('navigation', { name: '主菜单' }).count()).toBe(0)
  await office.getByLabel('原密码').fill(given.office!)
  for (const next of ['xiangmuban2026', OFFICE]) {
    await office.getByLabel('新密码', { exact: true }).fill(next)
    await office.getByLabel('再输入一次新密码').fill(next)
    await button(office, '修改密码').click()
    if (next !== OFFICE) await says(office, /最先被猜到/)
  }
  await office.getByRole('heading', { level: 1, name: '填报' }).waitFor()
  expect(new URL(office.url()).pathname).toBe('/rounds')
  expect(await read(office, '/api/me')).toMatchObject({ mustChangePassword: false })
})

test('the empty pages say why they are empty and what fills them', async () => {
  await office.goto(theatre.address)
  await says(office, '墙上还是空的')
  await says(office, '尚无数据')
  await picture(office, 'first-wall')
  await link(office, '打开台账').click()
  await says(office, '台账里还没有项目')
  await picture(office, 'first-ledger')
  await inMenu(office, '填报').click()
  await says(office, '还没有调度')
  await picture(office, 'first-rounds')
  await inMenu(office, '排名').click()
  await says(office, '还没有填报期')
  await inMenu(office, '通报').click()
  await says(office, '还没有填报期')
  await office.goto(`${theatre.address}/desk`)
  await says(office, '没有等您办理的填报')
})

test('a person the administrator let in sees on the phone where the account is signed in, and ends the other place', async () => {
  const { organisation } = await read(admin, '/api/me')
  const made = await admin.request.post(`${theatre.address}/api/accounts`, {
    data: { username: '周一帆', displayName: '周一帆', organisationId: organisation.id },
    headers: { origin: theatre.address },
  })
  const { initialPassword } = await made.json()
  await newcomer.goto(`${theatre.address}/me`)
  await newcomer.getByLabel('用户名').fill('周一帆')
  await newcomer.getByLabel('密码').fill(initialPassword)
  await button(newcomer, '登录').click()
  await newcomer.getByLabel('原密码').fill(initialPassword)
  await newcomer.getByLabel('新密码', { exact: true }).fill(OWN)
  await newcomer.getByLabel('再输入一次新密码').fill(OWN)
  await button(newcomer, '修改密码').click()
  const elsewhere = await theatre.open()
  await theatre.signIn(elsewhere, '周一帆', OWN)
  await newcomer.reload()
  const places = newcomer.getByRole('list', { name: '登录设备' }).getByRole('listitem')
  await places.nth(1).waitFor()
  expect(await places.count()).toBe(2)
  await picture(newcomer, 'first-places')
  await button(newcomer, '退出其他全部登录').click()
  await confirm(newcomer, '退出其他全部登录')
  expect((await elsewhere.request.get(`${theatre.address}/api/me`)).status()).toBe(401)
  expect((await read(newcomer, '/api/me/sessions')).items).toHaveLength(1)
})

function inMenu(page: Page, name: string) {
  return link(page.getByRole('navigation', { name: '主菜单' }).first(), name)
}
