import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { edited, places } from '#capabilities/ledger/merge/edited-workbook.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { button, read, says } from './on-screen.ts'

// A workbook that left weeks ago comes back, and the ledger has moved on: what changed on which side, decided with the keyboard.

let theatre: Theatre
let office: Page
let now = NOW
let projects: { id: number; name: string; version: number; totalInvestment: string }[]
let file: Uint8Array
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => now)
  office = await theatre.open()
  await theatre.signIn(office, 'office', DEMO_PASSWORD)
  projects = (await read(office, '/api/projects?limit=3&sort=total&order=desc')).items
  const exported = await (await office.request.get(`${theatre.address}/api/ledger-export`)).body()
  const [first, second] = projects as [(typeof projects)[0], (typeof projects)[0]]
  file = await edited(exported, (grid) => {
    const { row, column } = places(grid)
    grid[row(first.name)]![column('总投资')] = Number(first.totalInvestment) + 100
    grid[row(first.name)]![column('备注')] = '县里补充的备注'
    grid[row(second.name)]![column('责任单位')] = '市工业和信息化局'
    return undefined
  })
  now = new Date(NOW.getTime() + 60_000)
  await change(first.id, { totalInvestment: String(Number(first.totalInvestment) + 300) })
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(office, 'failed-merge')
})

test('the conflict waits, is decided with a key, and only what was taken is written', async () => {
  const [first, second] = projects as [(typeof projects)[0], (typeof projects)[0]]
  await office.goto(`${theatre.address}/imports`)
  await office
    .getByLabel(/拖到这里/)
    .setInputFiles({ name: '改过的台账.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(file) })
  await office.waitForURL(/\/imports\/\d+/)
  await says(office, '还有1处要决定')
  expect(await button(office, /^写入：/).isDisabled()).toBe(true)
  const list = office.locator('.merge-list')
  await says(list, first.name)
  await list.focus()
  await office.keyboard.press('n')
  await office.keyboard.press('2')
  await says(office, '共3格')
  await office.getByRole('tab', { name: /^文件改动/ }).click()
  await says(office.locator('.merge-list'), '县里补充的备注')
  await office.locator('.merge-cell', { hasText: '备注' }).getByRole('radio').first().check()
  await says(office, '共2格')
  await picture(office, 'merge')
  await button(office, /^写入：/).click()
  await says(office, '已写入：新增0个，修改2个。')
  const after = await read(office, `/api/projects/${first.id}`)
  expect(Number(after.totalInvestment)).toBe(Number(first.totalInvestment) + 100)
  expect(after.remark).not.toBe('县里补充的备注')
  expect((await read(office, `/api/projects/${second.id}`)).responsibleOrg).toBe('市工业和信息化局')
})

test('on a phone the cells are cards, and the file of yesterday has nothing new', async () => {
  const phone = await theatre.open('phone')
  await theatre.signIn(phone, 'office', DEMO_PASSWORD)
  await phone.goto(`${theatre.address}/imports`)
  await phone
    .getByLabel(/拖到这里/)
    .setInputFiles({ name: '再来一次.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(file) })
  await phone.waitForURL(/\/imports\/\d+/)
  await says(phone, '县里补充的备注')
  await says(phone, '共1格')
  const width = await phone.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await picture(phone, 'merge-phone')
})

async function change(id: number, fields: object): Promise<void> {
  const { version } = await read(office, `/api/projects/${id}`)
  const answer = await office.request.patch(`${theatre.address}/api/projects/${id}`, {
    data: { version, fields, reason: '批复调整' },
    headers: { origin: theatre.address },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}
