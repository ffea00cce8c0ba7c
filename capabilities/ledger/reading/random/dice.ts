/** Chance that can be repeated: the same seed throws the same dice. */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = (seed * 2_654_435_761) >>> 0 || 1
    for (let i = 0; i < 5; i++) this.next()
  }

  /** From 0 to 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  is(share: number): boolean {
    return this.next() < share
  }

  one<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)] as T
  }

  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items]
    for (let i = rest.length - 1; i > 0; i--) {
      const j = this.int(0, i)
      ;[rest[i], rest[j]] = [rest[j] as T, rest[i] as T]
    }
    return rest
  }
}
