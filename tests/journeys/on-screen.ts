import { existsSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'

/** The real ledgers that stand beside the project on a developer's machine, or null. */
export function caseLedger(name: string): string | null {
  const path = new URL(`../../../shared/cases/ledgers/${name}`, import.meta.url).pathname
  return existsSync(path) ? path : null
}
export const CASES_MISSING = 'shared/cases not found: ledger acceptance cases skipped'

/** A button by what is written on it, on the page or in the dialog that lies over it. */
export function button(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
}

export function link(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole('link', typeof name === 'string' ? { name, exact: true } : { name })
}

/** Waits until the page says so. */
export async function says(page: Page | Locator, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor()
}

/** The dialog that lies on top. */
export function dialog(page: Page): Locator {
  return page.locator('dialog[open]').last()
}

/** Confirms the open dialog and waits until it has gone. */
export async function confirm(page: Page, name: string): Promise<void> {
  const open = dialog(page)
  const title = await open.getByRole('heading').first().innerText()
  await button(open, name).click()
  await page.getByRole('dialog', { name: title }).waitFor({ state: 'detached' })
}

/** The number at the end of an address such as /rounds/12. */
export function idOf(page: Page): number {
  return Number(/\/(\d+)(\/\w+)?$/.exec(new URL(page.url()).pathname)?.[1])
}

/** Reads the API as the person who is signed in on the page. */
export async function read<T = any>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(new URL(path, page.url()).href)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Puts text into the clipboard, as a workbook does when cells are copied, and pastes it where the focus is. */
export async function paste(page: Page, block: readonly (readonly string[])[]): Promise<void> {
  const text = block.map((row) => row.join('\t')).join('\r\n')
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.keyboard.press('Control+V')
}
