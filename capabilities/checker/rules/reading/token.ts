/** What a number is there for. Only statistics are claims; the others are kept so that nothing takes them for one. */
export type NumberKind = 'statistic' | 'threshold' | 'date' | 'name' | 'specification'

/** A number as it stands: `start` to `end` are its digits alone, `unitEnd` is where its unit ends. */
export type NumberToken = {
  start: number
  end: number
  unitEnd: number
  printed: string
  value: number
  /** Decimals as printed. */
  decimals: number
  unit: string
  /** 余, 多, 以上, 约, 近, 超, 预计 …; null: the number itself. */
  qualifier: string | null
  kind: NumberKind
  /** 第 before it. */
  isOrdinal: boolean
  inWords: boolean
}

export function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

export function plainToken(
  text: string,
  { start, end, value }: { start: number; end: number; value: number },
): NumberToken {
  return {
    start,
    end,
    unitEnd: end,
    printed: text.slice(start, end),
    value,
    decimals: 0,
    unit: '',
    qualifier: null,
    kind: 'statistic',
    isOrdinal: false,
    inWords: false,
  }
}
