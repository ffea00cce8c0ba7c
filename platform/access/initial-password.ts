import { randomInt } from 'node:crypto'

/** Letters and digits that nobody mistakes for one another on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679'

/** A first password to hand over on paper, such as `hk7m-Pq4t-w9Xa`: about 67 bits; it is changed at the first sign-in. */
export function initialPassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return [group(), group(), group()].join('-')
}
