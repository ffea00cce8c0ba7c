import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { createOrganisations, uploadLedger, writeImport } from './journey-steps.ts'
import { novemberLedger } from './november-ledger.ts'
import { button, confirm, dialog, link, read, says } from './on-screen.ts'

// What goes wrong on an ordinary day, in the demonstration region: broken files, two people at once, time running out.

let theatre: Theatre
let office: Page
let reporter: Page
let now = NOW
let roundId: number
/** Reports of the open round that reporter1 may submit with 0 without any check asking. */
let quiet: { id: number; projectName: string }[]
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => now)
  office = await theatre.open()
  reporter = await theatre.open()
  await theatre.signIn(office, 'office', DEMO_PASSWORD)
  await theatre.signIn(reporter, 'reporter1', DEMO_PASSWORD)
  const { items } = await read(reporter, '/api/rounds')
  roundId = items.find(({ lockedAt }: { lockedAt: string | null }) => lockedAt === null).id
  const mine = await read(reporter, `/api/rounds/${roundId}/reports?mine=true&limit=500`)
  quiet = mine.items.filter(isQuiet)
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(office, 'failed-guard-office')
  await picture(reporter, 'failed-guard-reporter')
})

test('a file that broke off on the way is refused with what to do, and nothing is kept', async () => {
  await office.goto(`${theatre.address}/imports`)
  const half = Buffer.from(await novemberLedger()).subarray(0, 2000)
  await office
    .getByLabel(/拖到这里/)
    .setInputFiles({ name: '断了.xlsx', mimeType: 'application/octet-stream', buffer: half })
  await says(
    office.getByRole('alert'),
    '文件不完整（可能上传或复制时中断），请用 Excel 或 WPS 打开确认后重新保存，再上传一次。',
  )
  expect(new URL(office.url()).pathname).toBe('/imports')
  expect((await read(office, '/api/imports')).items).toEqual([])
})

test('an import is taken back as a whole, with a reason', async () => {
  const before = (await read(office, '/api/projects')).total
  await office.goto(`${theatre.address}/`)
  await uploadLedger(office, { name: '重点项目台账.xlsx', buffer: Buffer.from(await novemberLedger()) })
  await createOrganisations(office)
  await writeImport(office, 'reporter1')
  expect((await read(office, '/api/projects')).total).toBe(before + 5)
  await button(office, '撤销导入').click()
  const asking = dialog(office)
  await says(asking, /^新增的5个项目将移除/)
  expect(await button(asking, '撤销导入').isDisabled()).toBe(true)
  await asking.getByLabel('撤销原因').fill('放错了文件')
  await confirm(office, '撤销导入')
  await says(office, '已撤销，台账恢复到导入之前')
  expect((await read(office, '/api/projects')).total).toBe(before)
})

test('two people change the same project: decided field by field, nothing is overwritten unseen', async () => {
  const { items } = await read(office, '/api/accounts?role=dispatchOffice')
  const { username, displayName, organisationId } = items.find((one: { username: string }) => one.username !== 'office')
  const [project] = (await read(office, `/api/projects?county=${organisationId}&limit=1`)).items
  const county = await theatre.open()
  await theatre.signIn(county, username, DEMO_PASSWORD)
  for (const page of [office, county]) {
    await page.goto(`${theatre.address}/projects/${project.id}`)
    await button(page, '修改项目').click()
  }
  await dialog(county).getByLabel('建设地点').fill('县产业园东区')
  await dialog(county).getByLabel('建设单位').fill('县建设公司')
  await button(dialog(county), '保存').click()
  await says(county, '已保存2处修改')

  await dialog(office).getByLabel('建设地点').fill('市高新区')
  await dialog(office).getByLabel('建设单位').fill('市建设公司')
  await dialog(office).getByLabel('所属行业').fill('专用设备制造')
  await button(dialog(office), '保存').click()
  await says(dialog(office), /有人改了下面2处同样的内容/)
  await picture(office, 'guard-conflict')
  const settled = button(dialog(office), '按选定的内容保存')
  expect(await settled.isDisabled()).toBe(true)
  const place = dialog(office).getByRole('group', { name: '建设地点' })
  await place.getByRole('radio', { name: new RegExp(`${displayName}.*县产业园东区`, 's') }).check()
  await dialog(office)
    .getByRole('group', { name: '建设单位' })
    .getByRole('radio', { name: /您写的.*市建设公司/s })
    .check()
  await settled.click()
  await says(office, '已保存2处修改')
  const now = await read(office, `/api/projects/${project.id}`)
  expect([now.site, now.owner, now.industry]).toEqual(['县产业园东区', '市建设公司', '专用设备制造'])
  await county.context().close()
})

test('“submit” pressed twice quickly submits once', async () => {
  const report = quiet[0]!
  await reporter.goto(`${theatre.address}/reports/${report.id}`)
  await reporter.getByLabel('本期完成投资').fill('0')
  await button(reporter, '提交').dblclick()
  await says(reporter, `已提交：${report.projectName}`)
  const { state, steps } = await read(reporter, `/api/reports/${report.id}`)
  expect([state, steps.filter(({ step }: { step: string }) => step === 'submitted').length]).toEqual(['submitted', 1])
})

test('the session ended: signing in leads back to the same address', async () => {
  const address = `${theatre.address}/rounds/${roundId}/review?state=all&q=项目`
  await office.goto(address)
  await office.locator('tr[data-row="0"]').waitFor()
  await office.context().clearCookies()
  await office.locator('tr[data-row="0"]').click()
  await office.waitForURL(/\/sign-in\?to=/)
  await signInHere(office, 'office')
  await office.waitForURL(/\/rounds\/\d+\/review/)
  const { pathname, searchParams } = new URL(office.url())
  expect([pathname, searchParams.get('state'), searchParams.get('q')]).toEqual([
    `/rounds/${roundId}/review`,
    'all',
    '项目',
  ])
  await office.locator('tr[data-row="0"]').waitFor()
})

test('what was being written when the session ended is not lost', async () => {
  const report = quiet[1]!
  await reporter.goto(`${theatre.address}/reports/${report.id}`)
  await reporter.getByLabel('本期完成投资').waitFor()
  await reporter.context().clearCookies()
  await reporter.getByLabel('下步安排').fill('十一月底前完成设备安装')
  await reporter.waitForURL(/\/sign-in\?to=/)
  await signInHere(reporter, 'reporter1')
  await reporter.waitForURL(/\/reports\/\d+$/)
  await expect.poll(() => reporter.getByLabel('下步安排').inputValue()).toBe('十一月底前完成设备安装')
  // and saved, before anybody opens the report anew
  await says(reporter, /^已保存 /)
})

test('the deadline passes while the form is open: it can still be submitted, and counts as late', async () => {
  await office.goto(`${theatre.address}/rounds/${roundId}`)
  await button(office, '调整截止时间').click()
  await dialog(office).getByLabel('新的截止时间').fill('2026-11-10T10:30')
  await dialog(office).getByLabel('原因').fill('上级提前要数')
  await confirm(office, '调整')
  const report = quiet[1]!
  await reporter.goto(`${theatre.address}/reports/${report.id}`)
  await reporter.getByLabel('本期完成投资').fill('0')
  now = new Date('2026-11-10T02:30:01Z')
  await button(reporter, '提交').click()
  await says(dialog(reporter), '填报截止时间已过')
  await says(dialog(reporter), /本期已于11月10日 10:30截止。现在提交记为迟报/)
  await picture(reporter, 'guard-late')
  await confirm(reporter, '按迟报提交')
  await says(reporter, `已提交，记为迟报：${report.projectName}`)
  expect(await read(reporter, `/api/reports/${report.id}`)).toMatchObject({ state: 'submitted', isLate: true })
  await office.reload()
  await link(office, /^迟报 [1-9]/).waitFor()
})

/** Signs in on the page that asked for it. */
async function signInHere(page: Page, username: string): Promise<void> {
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码').fill(DEMO_PASSWORD)
  await button(page, '登录').click()
}

type Row = {
  state: string
  isStarted: boolean
  facts: Record<'base' | 'annualPlan' | 'totalInvestment', string | null>
}

/** Not begun, below its plan and below its whole investment: a month without progress raises no question. */
function isQuiet({ state, isStarted, facts }: Row): boolean {
  const below = (limit: string | null) => limit !== null && Number(facts.base) < Number(limit) / 2
  return state === 'draft' && !isStarted && below(facts.annualPlan) && below(facts.totalInvestment)
}
