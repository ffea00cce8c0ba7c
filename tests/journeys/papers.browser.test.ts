import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { aDocx, aParagraph, aPdf } from '#capabilities/papers/sample-files.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'

// Papers as the office works with them, in the demonstration region. Complaints of the content policy fail the test at its end.

let theatre: Theatre
let office: Page
let project: number
const alerts: string[] = []
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  office = await theatre.open()
  office.on('dialog', (opened) => {
    alerts.push(opened.message())
    void opened.dismiss()
  })
  await theatre.signIn(office, 'office', DEMO_PASSWORD)
  const list = await office.request.get(`${theatre.address}/api/projects?stage=underConstruction&limit=1`)
  project = (await list.json()).items[0].id
  await office.goto(`${theatre.address}/projects/${project}#papers`)
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(office, 'failed-papers')
})

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer })
const dialog = () => office.locator('dialog[open]').last()

test('several files at once: each is filed by what it is, one that is refused holds up no other', async () => {
  await office.getByText('还没有附件').waitFor()
  const evil = aPdf('Approval', '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>')
  await office
    .getByLabel('上传文件')
    .setInputFiles([
      file('环评批复.pdf', evil),
      file('批复.pdf', Buffer.from('<html><script>alert(1)</script></html>')),
      file('推进会议纪要.docx', await aDocx(aParagraph('&lt;img src=x onerror=alert(1)&gt;') + aParagraph('会议议定'))),
    ])
  await office.getByText('上传 2/3').waitFor()
  await office.getByText('这是网页或带脚本的图形').waitFor()
  await office.getByText('已存为“环境影响评价批复（登记）”').waitFor()
  await office.getByRole('button', { name: '收起', exact: true }).click()
  await picture(office, 'papers-desk')
})

test('a PDF is drawn in the page, and the script in it is not run', async () => {
  await office.getByRole('button', { name: '环评批复', exact: true }).click()
  await dialog().getByText('PDF 中带有脚本').waitFor()
  const canvas = dialog().locator('canvas')
  await canvas.waitFor()
  const inked = await canvas.evaluate((drawn: HTMLCanvasElement) => {
    const { data } = drawn.getContext('2d')!.getImageData(0, 0, drawn.width, drawn.height)
    return data.some((value, index) => index % 4 === 0 && value < 128)
  })
  expect(inked).toBe(true)
  await picture(office, 'papers-pdf')
  await office.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
})

test('a Word file is its words: markup in it is shown, not obeyed', async () => {
  await office.getByRole('button', { name: '推进会议纪要' }).click()
  await dialog().getByText('<img src=x onerror=alert(1)>').waitFor()
  await office.keyboard.press('Escape')
  expect(alerts).toEqual([])
})

test('an approval known by its number is entered, counted, and withdrawn again with a reason', async () => {
  const counter = office.locator('.approvals-count')
  const [obtained, total] = (await counter.innerText()).split('/').map(Number)
  await office.getByRole('button', { name: '登记节能审查意见' }).click()
  await dialog().getByLabel('文号（编号）').fill('云发改能〔2026〕8号')
  await dialog().getByLabel('批准日期').fill('2026.3.18')
  await dialog().getByRole('button', { name: '保存' }).click()
  await dialog().getByRole('heading', { name: '节能审查意见' }).waitFor()
  await dialog().getByRole('button', { name: '作废' }).click()
  await dialog()
    .getByLabel(/作废原因/)
    .fill('登记在别的项目')
  await dialog().getByRole('button', { name: '作废' }).click()
  await office.getByText(/由.+作废：登记在别的项目/).waitFor()
  await office.getByRole('button', { name: '恢复' }).click()
  await office.getByText('已恢复“节能审查意见”').waitFor()
  await office.keyboard.press('Escape')
  await expect.poll(async () => await counter.innerText()).toBe(`${obtained! + 1}/${total}`)
})

test('what is not needed does not count, and can be taken back at once', async () => {
  const counter = office.locator('.approvals-count')
  const before = await counter.innerText()
  await office.getByRole('button', { name: '施工图审查合格书：办理状态' }).click()
  await dialog().getByText('不需要', { exact: true }).click()
  await dialog().getByLabel('不需要的依据').fill('设备更新，无土建')
  await dialog().getByRole('button', { name: '保存' }).click()
  await office.getByText('设备更新，无土建').waitFor()
  expect(await counter.innerText()).not.toBe(before)
  await office.getByRole('button', { name: '撤销' }).last().click()
  await expect.poll(async () => await counter.innerText()).toBe(before)
})

test('keys lead to the parts of the page, and not while somebody types', async () => {
  await office.goto(`${theatre.address}/projects/${project}`)
  await office.locator('.section-bar').waitFor()
  const parts = await office
    .locator('.section-bar a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  await office.keyboard.press(String(parts.indexOf('#papers') + 1))
  await expect.poll(() => new URL(office.url()).hash).toBe('#papers')
  await office.keyboard.press('Control+K')
  await dialog().or(office.getByRole('combobox')).first().waitFor()
  await office.keyboard.type('1')
  expect(new URL(office.url()).hash).toBe('#papers')
})

test('a leader looks and downloads, and is offered nothing else', async () => {
  const leader = await theatre.open('phone')
  await theatre.signIn(leader, 'leader', DEMO_PASSWORD)
  await leader.goto(`${theatre.address}/projects/${project}`)
  await leader.getByRole('button', { name: '推进会议纪要' }).click()
  await leader.locator('dialog[open]').getByRole('link', { name: '下载' }).waitFor()
  await leader.locator('dialog[open]').getByText('会议议定').waitFor()
  await picture(leader, 'papers-phone')
  await leader.keyboard.press('Escape')
  expect(await leader.getByLabel('上传文件').count()).toBe(0)
  expect(await leader.getByRole('button', { name: /^登记|改状态|^作废/ }).count()).toBe(0)
})
