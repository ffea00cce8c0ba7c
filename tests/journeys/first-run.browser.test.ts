import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { prepareRegion } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { freshDatabase } from '#tests/harness/cluster.ts'
import { NOW } from '#tests/harness/product.ts'
import { button, dialog, link, read, says } from './on-screen.ts'

// An installation without the demonstration: its first visitor names the region, and then lets the others in.

const [FOUNDER, INITIAL, OWN] = ['first-password-1', 'initial-password-2', 'own-password-33']

let theatre: Theatre
let admin: Page
let newcomer: Page
beforeAll(async () => {
  const database = await freshDatabase()
  await prepareRegion(database.ownerUrl, { demo: false, now: NOW })
  theatre = await openTheatre(database, () => NOW)
  admin = await theatre.open()
  newcomer = await theatre.open()
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(admin, 'failed-first-admin')
  await picture(newcomer, 'failed-first-newcomer')
})

test('whoever comes first, to whatever address, is asked to name the region and to make an account', async () => {
  await admin.goto(`${theatre.address}/projects`)
  await admin.waitForURL(/\/first-run$/)
  await admin.getByLabel('地区名称').fill('青原市')
  await admin.getByLabel('姓名').fill('林书田')
  await admin.getByLabel('用户名').fill('lin')
  await admin.getByLabel('密码', { exact: true }).fill(FOUNDER)
  await admin.getByLabel('再输入一次密码').fill(`${FOUNDER}?`)
  await picture(admin, 'first-run')
  await button(admin, '完成初始化').click()
  await says(admin, '两次输入的密码不一致。')
  await admin.getByLabel('再输入一次密码').fill(FOUNDER)
  await button(admin, '完成初始化').click()
  await admin.waitForURL((url) => url.pathname === '/')
  expect(await read(admin, '/api/me')).toMatchObject({ username: 'lin', region: { name: '青原市', isDemo: false } })
})

test('the empty pages say why they are empty and what fills them', async () => {
  await says(admin, '墙上还是空的')
  await says(admin, '尚无数据')
  await picture(admin, 'first-wall')
  await link(admin, '打开台账').click()
  await says(admin, '台账里还没有项目')
  await picture(admin, 'first-ledger')
  await inMenu('填报').click()
  await says(admin, '还没有调度')
  await picture(admin, 'first-rounds')
  await inMenu('排名').click()
  await says(admin, '还没有填报期')
  await inMenu('通报').click()
  await says(admin, '还没有填报期')
  await admin.goto(`${theatre.address}/desk`)
  await says(admin, '没有等您办理的填报')
})

test('the administrator makes a county and an account in it', async () => {
  await inMenu('人员').click()
  await button(admin, '新建单位').click()
  await dialog(admin).getByLabel('类别').selectOption({ label: '县（市、区）' })
  await dialog(admin).getByLabel('单位名称').fill('东县')
  await button(dialog(admin), '建立单位').click()
  await says(admin, '已建立单位“东县”')
  await admin.getByRole('navigation', { name: '单位' }).getByRole('button', { name: /^东县/ }).click()
  await button(admin, '新建账号').click()
  await dialog(admin).getByLabel('姓名').fill('周一帆')
  await dialog(admin).getByLabel('用户名').fill('周一帆')
  await dialog(admin).getByLabel('初始密码').fill(INITIAL)
  await picture(admin, 'first-account')
  await button(dialog(admin), '建立账号').click()
  await says(admin, '已建立账号“周一帆”')
  await admin.getByRole('row', { name: /周一帆.*东县.*填报员/s }).waitFor()
})

test('the new person must set a password of their own before anything else', async () => {
  await newcomer.goto(`${theatre.address}/rounds`)
  await newcomer.waitForURL(/\/sign-in/)
  await newcomer.getByLabel('用户名').fill('周一帆')
  await newcomer.getByLabel('密码').fill(INITIAL)
  await button(newcomer, '登录').click()
  await says(newcomer, '您的密码由管理员设置，请先修改密码。')
  await picture(newcomer, 'first-password')
  expect(await newcomer.getByRole('navigation', { name: '主菜单' }).count()).toBe(0)
  await newcomer.getByLabel('原密码').fill(INITIAL)
  await newcomer.getByLabel('新密码', { exact: true }).fill(OWN)
  await newcomer.getByLabel('再输入一次新密码').fill(OWN)
  await button(newcomer, '修改密码').click()
  await newcomer.getByRole('heading', { level: 1, name: '填报' }).waitFor()
  expect(new URL(newcomer.url()).pathname).toBe('/rounds')
  await says(newcomer, '项目办开启调度后，要填报的项目会出现在这里。')
  expect(await read(newcomer, '/api/me')).toMatchObject({ mustChangePassword: false })
})

function inMenu(name: string) {
  return link(admin.getByRole('navigation', { name: '主菜单' }).first(), name)
}
