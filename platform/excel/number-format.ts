/** What a number format of a workbook says about the numbers under it. */
export interface NumberFormat {
  kind: 'general' | 'number' | 'percent' | 'date'
  /** How exact a date is shown: `yyyy"年"m"月"` is a month. */
  precision?: 'year' | 'month' | 'day'
  /** A literal after the number, such as 亿元 in `0.00"亿元"`. Null when the format also scales the number (`0,"千元"`). */
  suffix: string | null
  percentDecimals: number
  /** How a format shows a number smaller than it is: `0!.0,"万元"` shows 123456 as 12.3万元: divided by 10000, with 万元 behind it. */
  scaled: Scaled | null
  /** The format shows foreign money: `[$$-409]#,##0`, `"US$"0.00`. */
  isForeign: boolean
}

export interface Scaled {
  divisor: number
  suffix: string
}

const PLAIN = { suffix: null, percentDecimals: 0, scaled: null, isForeign: false }
export const GENERAL: NumberFormat = { kind: 'general', ...PLAIN }

/** Parses a format code. Only the first section counts (positive numbers). */
export function parseNumberFormat(code: string): NumberFormat {
  if (code === '' || /^(General|G\/通用格式|@)$/i.test(code)) return GENERAL
  const first = firstSection(code)
  const literals = [...first.matchAll(/"([^"]*)"|\\(.)/g)].map((match) => match[1] ?? match[2] ?? '')
  const bare = first.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  const precision = datePrecision(bare)
  if (precision) return { kind: 'date', precision, ...PLAIN }
  const unquoted = bare.replace(/[^\u4e00-\u9fff]/g, '')
  const suffix = `${literals.join('')}${unquoted}`.trim()
  const divisor = divisorOf(first)
  const decimals = /\.([0#?]+)/.exec(bare)?.[1]?.length ?? 0
  const kind = bare.includes('%') ? 'percent' : 'number'
  return {
    kind,
    suffix: suffix === '' || divisor !== 1 ? null : suffix,
    percentDecimals: decimals,
    scaled: divisor === 1 || kind === 'percent' ? null : { divisor, suffix },
    isForeign: isForeign(first),
  }
}

/** A comma behind the digits leaves three of them out; a point written as a literal (`!.0`, `\\.0`, `"."0`) sets as many apart as stand behind it. */
function divisorOf(first: string): number {
  const digits = first.replace(/\[[^\]]*\]/g, '').replace(/"[^".]*"/g, '')
  const thousands = /[0#?](,+)(?:[^0#?,]*$|(?:!\.|\\\.|"\.")?[^0#?]*$)/.exec(digits)?.[1]?.length ?? 0
  const literal = /(?:!\.|\\\.|"\.")([0#?]+)/.exec(digits)?.[1]?.length ?? 0
  return 10 ** (3 * thousands + literal)
}

/** Foreign signs, as a literal or in brackets before a language (`[$€-2]`); the yuan's own signs are not. */
function isForeign(first: string): boolean {
  const inBrackets = [...first.matchAll(/\[\$([^\]-]+)/g)].some(
    ([, sign]) => !/^(¥|￥|CN¥|CNY|RMB|元|人民币)$/.test((sign as string).trim()),
  )
  return inBrackets || /[$€£]|美元|欧元|港元|港币|日元|USD|EUR|HKD/.test(first.replace(/\[[^\]]*\]/g, ''))
}

/** Built-in formats by id, with those of Chinese Excel and WPS (27–36, 50–58), which files refer to without spelling them out. */
export const BUILT_IN_FORMATS: Record<number, string> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

function firstSection(code: string): string {
  let quoted = false
  for (let i = 0; i < code.length; i++) {
    if (code[i] === '"') quoted = !quoted
    else if (code[i] === ';' && !quoted) return code.slice(0, i)
  }
  return code
}

function datePrecision(bare: string): NumberFormat['precision'] | null {
  const letters = bare.toLowerCase().replace(/am\/pm|上午\/下午|general/g, '')
  if (/[0#?]/.test(letters.replace(/\.0+/g, '')) || !/[ymd]/.test(letters)) return null
  if (letters.includes('d')) return 'day'
  if (/h/.test(letters) && !/y/.test(letters)) return null
  return letters.includes('m') ? 'month' : 'year'
}
