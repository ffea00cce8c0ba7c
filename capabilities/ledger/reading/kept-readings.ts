export interface KeepingLimits {
  maxEntries: number
  maxBytes: number
  forMs: number
}

/**
 * Keeps what a file was read as for a little while, packed: between preview, answers and writing the same bytes are asked for with the same
 * answers again and again. Few entries, bounded bytes, the one not used longest goes first; what nobody asks for is dropped by the clock.
 */
export class KeptReadings {
  private readonly limits: KeepingLimits
  /** In the order of their last use. */
  private readonly entries = new Map<string, { packed: Uint8Array; timer: NodeJS.Timeout }>()
  private bytes = 0

  constructor(limits: KeepingLimits) {
    this.limits = limits
  }

  get(key: string): Uint8Array | null {
    const entry = this.entries.get(key)
    if (!entry) return null
    this.keep(key, entry.packed)
    return entry.packed
  }

  keep(key: string, packed: Uint8Array): void {
    this.drop(key)
    const { maxEntries, maxBytes, forMs } = this.limits
    if (packed.length > maxBytes) return
    const timer = setTimeout(() => this.drop(key), forMs)
    timer.unref()
    this.entries.set(key, { packed, timer })
    this.bytes += packed.length
    for (const oldest of [...this.entries.keys()]) {
      if (this.entries.size <= maxEntries && this.bytes <= maxBytes) return
      this.drop(oldest)
    }
  }

  private drop(key: string): void {
    const entry = this.entries.get(key)
    if (!entry) return
    clearTimeout(entry.timer)
    this.entries.delete(key)
    this.bytes -= entry.packed.length
  }
}
