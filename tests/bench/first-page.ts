import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { signedIn } from './load.ts'

const CHROMIUM = '/usr/bin/chromium'
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What a browser with an empty cache loads until the first page can be used: bytes as sent, and seconds. */
export type FirstPage = { kilobytes: number; seconds: number }

/** Opens the product as somebody signed in; usable when figures stand on the page. Null without chromium. */
export async function measureFirstPage(port: number, username: string, password: string): Promise<FirstPage | null> {
  if (!existsSync(CHROMIUM)) return null
  const { headers } = await signedIn(port, username, password)
  const [name, value] = headers.cookie!.split('=') as [string, string]
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
  try {
    const measured: FirstPage[] = []
    for (let round = 0; round < 3; round++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }])
      const page = await context.newPage()
      const network = await context.newCDPSession(page)
      await network.send('Network.enable')
      let bytes = 0
      network.on('Network.loadingFinished', (event) => {
        bytes += event.encodedDataLength
      })
      const began = performance.now()
      await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'commit' })
      await page.getByRole('main').getByText(/\d/).first().waitFor()
      const seconds = (performance.now() - began) / 1000
      await page.waitForLoadState('networkidle')
      measured.push({ kilobytes: bytes / 1000, seconds })
      await context.close()
    }
    return measured.sort((a, b) => a.seconds - b.seconds)[1]!
  } finally {
    await browser.close()
  }
}
