import { strictFold, tidy } from './text.ts'

/** A leader's cell: the names, or null where only a role stands there; the words as written; a telephone when one is given. */
export interface PersonCell {
  name: string | null
  text: string
  phone: string | null
}

/** `张三（副县长）`, `副县长张三 13900000000`, `县级领导`: names are kept, roles never become people. */
export function readPerson(text: string): PersonCell {
  const folded = strictFold(separated(text))
  const phone = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)/.exec(folded)?.[0] ?? null
  const words = (phone ? folded.replace(phone, '') : folded).replace(/[:：,，]$|(?<=[\u4e00-\u9fff])[:：](?=$|\d)/g, '')
  const outside = words.replace(/\([^)]*\)/g, '')
  const names = outside
    .split(/[、,;；/|\n]/)
    .map(withoutRoles)
    .filter((name) => name !== '')
  const isNamed = names.length > 0 && names.every((name) => /^[\u4e00-\u9fff·]{2,10}$|^[A-Za-z .]{2,40}$/.test(name))
  return { name: isNamed ? names.join('、') : null, text: phone === folded ? phone : tidy(text), phone }
}

/** Names with nothing but a blank between them (张三 李四) are two; 王　强 is one, and so is a name beside its post or unit. */
function separated(text: string): string {
  const parts = text.trim().split(/[\s\u3000]+/)
  if (parts.length < 2 || parts.some((part) => !/^[\u4e00-\u9fff·]{2,}$/.test(part))) return text
  const names = parts.filter((part) => !UNIT_WORD.test(part))
  return names.length === 0 ? text : names.join('、')
}

const UNIT_WORD = /(局|委员会|发改委|办公室|中心|公司|集团|管委会|政府|街道|镇|乡|处|科)$/

const PLACE = /^(?:[\u4e00-\u9fff]{1,12}?(?:自治县|县|市|区|旗|镇|乡|街道))?/
const ROLE_WORDS =
  /常务副|党组|党委|人大|政协|政府|县委|市委|区委|旗委|常委|委员|副?(书记|县长|区长|市长|旗长|镇长|乡长|局长|主任|主席|部长|科长|院长|秘书长|检察长|调研员|处长|经理|总监)|四大班子|班子|成员|领导|干部|同志|主要|分管|包联|包保|包抓|分包|相关|有关|各级|各位|全体|负责人|责任人|负责|县处级|正处级|副处级|县级|市级|区级|厅级|处级|科级|正职|副职|以上|代|一名|所有|[省市县区级]$/g

function withoutRoles(text: string): string {
  const bare = text.replace(ROLE_WORDS, '')
  if (bare === text) return text
  const placeless = bare.length > 4 ? bare.replace(PLACE, '') : bare
  return /^[省市县区级委和及与的]*$/.test(placeless) ? '' : placeless
}
