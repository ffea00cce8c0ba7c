import type { Page } from 'playwright-core'
import { button, confirm, dialog, idOf, link, read, says } from './on-screen.ts'

// Steps of the loop that every ledger takes, each by clicks and keys and each ending in the state the next one needs.

export type LedgerFile = { name: string; buffer: Buffer }

/** From the wall to the preview of the uploaded file; answers the number of the import. */
export async function uploadLedger(office: Page, { name, buffer }: LedgerFile): Promise<number> {
  await link(office.getByRole('navigation', { name: '主菜单' }).first(), '台账').click()
  await link(office, '导入').click()
  await office.getByLabel(/拖到这里/).setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await office.waitForURL(/\/imports\/\d+/)
  await office.getByRole('heading', { level: 1, name: `导入：${name}` }).waitFor()
  return idOf(office)
}

/** Answers “new” to every question about an organisation; answers how many there were. */
export async function createOrganisations(office: Page): Promise<number> {
  const questions = office.getByRole('region', { name: '需要回答的问题' })
  await questions.waitFor()
  const count = Number(/回答(\d+)个问题/.exec(await questions.getByRole('heading').first().innerText())?.[1])
  for (let left = count; left > 0; left -= 1) {
    await says(questions, `写入之前，请回答${left}个问题`)
    await button(questions, /^新建“/)
      .first()
      .click()
  }
  await says(questions, '问题都已回答')
  return count
}

/** Finds the reporter by name and writes the import. */
export async function writeImport(office: Page, username: string): Promise<void> {
  const { items } = await read(office, '/api/accounts?role=reporter')
  const { displayName } = items.find((account: { username: string }) => account.username === username)
  const field = office.getByLabel('填报员')
  await field.click()
  await field.fill(displayName)
  await office.locator('.ant-select-item-option', { hasText: displayName }).first().waitFor()
  await field.press('Enter')
  await office.locator('.write-reporter', { hasText: displayName }).waitFor()
  await button(office, /^写入：/).click()
  await says(office, /^已写入：/)
}

/** From the written import to the open round; answers its number. */
export async function openRound(office: Page, projects: number): Promise<number> {
  await link(office, '开启调度').click()
  await button(office, `开启调度（${projects}个项目）`).click()
  await office.waitForURL(/\/rounds\/\d+$/)
  return idOf(office)
}

/** Locks a round whose reports are all accepted. */
export async function lockRound(office: Page): Promise<void> {
  await button(office, '锁定').click()
  await says(office, '项全部审核通过，可以锁定。')
  await confirm(office, '锁定')
  await says(office, '填报已锁定，可以发布排名、起草通报')
}

/** From the locked round over the published ranking to the published bulletin. */
export async function publishRanking(office: Page): Promise<void> {
  await button(office, '发布排名').click()
  await confirm(office, '发布排名')
  await says(office, '数据已冻结')
}

export async function publishBulletin(office: Page): Promise<void> {
  await link(office, '编发通报').click()
  await button(office, '发布通报').click()
  // nobody of the imported counties has signed in to confirm
  await dialog(office).getByLabel('不等确认的原因').fill('已电话核对')
  await confirm(office, '不等确认，发布通报')
  await says(office, '文字和数据已冻结')
}
