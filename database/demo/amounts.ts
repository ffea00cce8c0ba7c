import type { Wan } from '#kernel/money.ts'

/**
 * Amounts are whole yuan while the region is made (safe up to 90 trillion) and become 万元 text only at the end, so no sum passes
 * through a fraction.
 */
export type Yuan = number

const YUAN_PER_WAN = 10_000

/** Whole yuan as 万元: 1234560000 → '123456', 1234567 → '123.4567'. */
export function toWan(yuan: Yuan): Wan {
  const sign = yuan < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(yuan) / YUAN_PER_WAN)
  const rest = String(Math.abs(yuan) % YUAN_PER_WAN)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${sign}${whole}${rest && `.${rest}`}`
}

export function fromWan(wan: number): Yuan {
  return Math.round(wan * YUAN_PER_WAN)
}

/** The multiple of `unit` yuan below (or at) an amount. */
export function floorTo(yuan: number, unit: Yuan): Yuan {
  return Math.floor(yuan / unit) * unit
}
