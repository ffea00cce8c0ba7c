import { strictFold } from './text.ts'

/** Units of money in ledgers and what one of them is in 万元. */
export const UNIT_IN_WAN = {
  亿元: '10000',
  千万元: '1000',
  百万元: '100',
  万元: '1',
  千元: '0.1',
  元: '0.0001',
} as const
export type Unit = keyof typeof UNIT_IN_WAN

/** The money unit written in a heading or unit line: `总投资（万元）`, `单位：亿元、亩`. `several` when it names two. */
export function unitIn(text: string): Unit | 'several' | null {
  const folded = strictFold(text)
  const found = new Set<Unit>()
  for (const match of folded.matchAll(/(千万|百万|亿|万|千)元/g)) found.add(`${match[1]}元` as Unit)
  if (found.size === 0) {
    const short = /[(（:：/](亿|万|元)(?:[)）,，、/]|$)/.exec(folded)?.[1]
    if (short) found.add(short === '元' ? '元' : (`${short}元` as Unit))
  }
  if (found.size > 1) return 'several'
  return [...found][0] ?? null
}

const FOREIGN_UNIT =
  /(千万|百万|亿|万|千)?(?:美元|美金|欧元|英镑|日元|港元|港币|韩元|澳元|加元|卢布|usd|eur|hkd|jpy|gbp)/i

/** The scale of foreign money a heading states: `总投资（万美元）` is 万元 of another money. Null where it states none. */
export function foreignUnitIn(text: string): Unit | null {
  const match = FOREIGN_UNIT.exec(strictFold(text))
  return match ? (`${match[1] ?? ''}元` as Unit) : null
}

/** The unit a title carries in brackets: `重点项目台账（万元）`. */
export function titleUnit(title: string): Unit | null {
  const match = /[(](?:单位[:：]?)?((?:千万|百万|亿|万|千)?元)[)]/.exec(
    strictFold(title).replace(/[（]/g, '(').replace(/[）]/g, ')'),
  )
  return match && isUnit(match[1] as string) ? (match[1] as Unit) : null
}

/** The unit a line above the table states (`单位：亿元`, `金额单位:万元`), or null. */
export function unitLine(text: string): Unit | 'several' | null {
  const match = /单位[:：]?[(（]?([^)）]*)/.exec(strictFold(text))
  if (!match || /^(填报|建设|责任)/.test(match[1] as string)) return null
  const stated = match[1] as string
  if (/填[报表]单位|建设单位|责任单位|主管单位|报送单位/.test(strictFold(text)) && !/万元|亿元|千元/.test(stated))
    return null
  return unitIn(stated) ?? (/^元/.test(stated) ? '元' : null)
}

export function isUnit(text: string): text is Unit {
  return Object.hasOwn(UNIT_IN_WAN, text)
}
