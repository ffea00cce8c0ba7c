import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core'

/** How a password would be guessed: 0 at once … 4 not within reach, and by what its weakest part is known. */
export type Guess = { score: number; by: 'common' | 'own' | 'keyboard' | 'sequence' | 'date' | 'short' }

// what follows only adds strength; the search grows with the square of the length
const CONSIDERED = 72

/** zxcvbn's estimate (Wheeler 2016) with the person's own words first; 50,000 common passwords are loaded at the first question. */
export async function guess(password: string, own: readonly string[]): Promise<Guess> {
  const estimator = await loaded()
  const considered = password.slice(0, CONSIDERED)
  const guesses = [considered, unshifted(considered)].map((typed) => estimator.check(typed, [...own]))
  const core = coreOf(considered)
  const result = guesses.toSorted((one, other) => one.score - other.score)[0]!
  if (core && result.score > 1) {
    const bare = estimator.check(core, [...own])
    if (bare.score <= 1) return { score: 1, by: weakestPart(bare) === 'own' ? 'own' : 'common' }
  }
  return { score: result.score, by: weakestPart(result) }
}

/** A walk over the keyboard with the shift key held for a part of it is the same walk. */
function unshifted(password: string): string {
  return password.replace(/[!@#$%^&*()]/g, (symbol) => '1234567890'['!@#$%^&*()'.indexOf(symbol)]!)
}

/** A word whose year and exclamation marks were taken off, as rules for crackers do first: `Spring2026!!`. */
function coreOf(password: string): string | null {
  return /^[^\p{L}]{0,8}(\p{L}.*?)[^\p{L}]{1,8}$/u.exec(password)?.[1] ?? null
}

let loading: Promise<ZxcvbnFactory> | null = null

function loaded(): Promise<ZxcvbnFactory> {
  loading ??= load()
  return loading
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: CONSIDERED })
}

function weakestPart({ sequence }: ZxcvbnResult): Guess['by'] {
  const parts = sequence.map((part) => part as { pattern: string; token: string; dictionaryName?: string })
  const longest = parts.toSorted((one, other) => other.token.length - one.token.length)[0]
  if (parts.some(({ dictionaryName }) => dictionaryName === 'userInputs')) return 'own'
  if (longest?.pattern === 'spatial') return 'keyboard'
  if (longest?.pattern === 'sequence' || longest?.pattern === 'repeat') return 'sequence'
  if (longest?.pattern === 'date') return 'date'
  return longest?.pattern === 'dictionary' ? 'common' : 'short'
}
