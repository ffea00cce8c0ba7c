/**
 * Forms of password that offices here choose first and that word lists made elsewhere do not know: a name in pinyin (or its initials)
 * with a date, a telephone number, a few digits or a lucky number; digits alone; the plate of a car.
 */
export function isPredictable(password: string): boolean {
  const typed = password.toLowerCase()
  if (typed.length > LONGEST) return false
  return ALL_DIGITS.test(typed) || PLATE.test(typed) || NAME_WITH_DIGITS.test(typed)
}

// beyond this nothing is just a name and a date
const LONGEST = 32

const SYLLABLE =
  '(?:[bpmf]?(?:a|o|ai|ei|ao|ou|an|en|ang|eng)|[bpmdtnljqxy]?(?:i|ie|iao|iu|ian|in|iang|ing|ia|iong)|' +
  '[dtnlgkhzcsr](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong)|(?:zh|ch|sh)(?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i)|' +
  '[bpmfdtnlgkhjqxzcsryw]?u|[zcsr]i|(?:zh|ch|sh|[dtnlgkhzcsr])(?:u|ua|uo|uai|ui|uan|un|uang)|' +
  '[jqxy](?:u|ue|uan|un)|[nl](?:v|ve|ue)|w(?:a|o|ai|ei|an|en|ang|eng|u)|y(?:a|e|ao|ou|an|ang|ong|i|in|ing|o)|er)'
const SYMBOLS = '[^a-z0-9\\p{L}]{0,2}'
const NAME = `(?:(?:${SYLLABLE}){1,4}|[a-z]{1,4})`
const DATE = '(?:19|20)\\d{2}(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\\d|3[01])'
const PHONE = '1[3-9]\\d{9}'
const LUCKY = '(?:520|521|1314|168|188|518|66+|88+|99+|00+|11+|123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?)+'
const DIGITS = `(?:${PHONE}|${DATE}|${LUCKY}|\\d{1,6})`

// a telephone or identity number, a date twice
const ALL_DIGITS = /^[\d\s.+-]+$/
const PLATE =
  /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·.\- ]?[a-z0-9]{5,6}[^a-z0-9]{0,2}$/
const NAME_WITH_DIGITS = new RegExp(
  `^${SYMBOLS}(?:${NAME}${SYMBOLS}(?:${DIGITS}${SYMBOLS}){0,2}[a-z]{0,2}|(?:${DIGITS}${SYMBOLS}){1,2}${NAME})${SYMBOLS}$`,
  'u',
)
