/**
 * One idempotency key per write until the server has answered it for certain. A write repeated after a lost answer, or pressed twice,
 * carries the key of the first and is done once; the same write made anew later gets a new key.
 */
export class KeyRing {
  readonly #held = new Map<string, string>()
  readonly #make: () => string

  constructor(make: () => string = newKey) {
    this.#make = make
  }

  /** The key of this call: the one in use if it is still open. */
  take(call: string): string {
    const key = this.#held.get(call) ?? this.#make()
    this.#held.set(call, key)
    return key
  }

  /** The server has answered: what comes next is a new call. */
  drop(call: string): void {
    this.#held.delete(call)
  }
}

/** A random UUID; `crypto.randomUUID` exists only where the context is secure, and offices use plain http inside their network. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
