import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/**
 * A document generated from the running product and checked in, so that a change of the API shows in review.
 * `UPDATE=1` writes it anew; otherwise what is checked in must be what the product says.
 */
export function expectKept(path: string, generated: string): void {
  const address = new URL(`../../${path}`, import.meta.url)
  if (process.env.UPDATE === '1') writeFileSync(address, generated)
  const kept = readFileSync(address, 'utf8')
  expect(kept, `${path} is not what the product says; look at the difference and run the test with UPDATE=1`).toBe(
    generated,
  )
}
