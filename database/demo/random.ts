/** A stream of pseudo-random numbers. The same seed and topic give the same stream on every machine. */
export type Random = {
  /** in [0, 1) */
  next(): number
  between(low: number, high: number): number
  /** whole number, both ends included */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** bell-shaped around 0, standard deviation about 1, within ±3.5 */
  bell(): number
  shuffled<T>(items: readonly T[]): T[]
}

/** Each topic has a stream of its own, so that a change in one part of the region leaves the other parts as they were. */
export function randomFor(seed: number, topic: string): Random {
  const next = mulberry32(mix(seed, topic))
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole,
    chance: (probability) => next() < probability,
    pick: (items) => items[whole(0, items.length - 1)]!,
    bell: () => (next() + next() + next() + next() - 2) * 1.75,
    shuffled: (items) => {
      const result = [...items]
      for (let last = result.length - 1; last > 0; last--) {
        const other = whole(0, last)
        ;[result[last], result[other]] = [result[other]!, result[last]!]
      }
      return result
    },
  }
}

/** mulberry32 (Tommy Ettinger, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

/** FNV-1a over the topic, begun at the seed. */
function mix(seed: number, topic: string): number {
  let hash = (2166136261 ^ seed) >>> 0
  for (const letter of topic) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16777619) >>> 0
  return hash
}
