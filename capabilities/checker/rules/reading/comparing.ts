/** What a number compares with. Percent and 个百分点 as printed, with a minus where the words say less. */
export type Comparison = {
  kind: 'yoy' | 'mom' | 'growth' | 'change_pct' | 'share' | 'rank' | 'pp_change' | 'target_pct' | 'over_target'
  value: number
  unit: string
  /** Among or against whom: 全市, 全市平均增速, 预期目标. */
  scope: string | null
  start: number
  end: number
}

const DOWN =
  '下降|减少|降低|回落|下滑|下跌|收窄|减亏|减产|压减|压缩|缩减|缩短|缩小|精简|削减|减收|减支|负增长|减|降|缩|跌'
const UP = '提速|提效|增产|增长|增加|上升|提高|提升|上涨|扩大|加快|回升|增收|增支|增速|增幅|升|增|涨'
const AFTER = '(?:了|到|为|达到|达|高达|幅度为)?(?:约|近|超|超过)?'
const LESS = new RegExp(`(?:${DOWN})${AFTER}$`)
const GROWS = `(?:净|名义|实际)?(?:${DOWN}|${UP}|降幅|翻番)${AFTER}`
/** 比上年同期, 较年初, 比9月: with what it compares, never reaching over a comma. */
const THAN = '(?:比|较)(?:上年|去年|前年|(?:19|20)\\d{2}年)(?:同期|末|底|全年)?(?:[^，。；]{0,4}?)?'
const YOY = new RegExp(`(?:同比|${THAN})${GROWS}$`)
const MOM = new RegExp(`(?:环比|(?:比|较)上(?:月|季度|季))${GROWS}$`)
/** 比年初增长5%, 较9月增长2%: over what is named. */
const THAN_OTHER = new RegExp(`(?:(?<![占同环对])比(?!重|例|率)|较)((?:\\d{1,2}月|[^，。；、\\d]){1,10}?)${GROWS}$`)
const GROWTH = new RegExp(`${GROWS}$`)
const SHARE = /占(?!地|用)[^，。；、]{0,20}?(?:的比例|的比重|比例|比重|的|比)?(?:为|达到|达|约)?$/
const TARGET =
  /(?:完成|占|达到|达|为|实现)[^，。；、]{0,12}?(?:计划|任务|目标|预算(?!收入|支出))[^，。；、\d]{0,8}?(?:为|达到|达)?$/
const RATE = /([\u4e00-\u9fff“”]{1,14}?(?:率|比例|比重|占比|进度|面))(?:均|都|已|分别)?(?:为|达到|高达|达|是)?$/
const POINTS = new RegExp(
  `(?:高于|高出|超过|超出|超|低于|快于|慢于|好于|较|(?<![同环])比|领先|落后)([^，。；]{0,16}?)(?:增幅|增速|平均水平|平均)?(?:${DOWN}|${UP}|高出|高|低|快|慢)?(?:了)?$`,
)
const MOVES = new RegExp(`(?:${DOWN}|${UP})(?:了)?$`)
const LOWER = new RegExp(`低于|慢于|落后|(?:${DOWN}|低|慢)(?:了)?$`)
const OVER = /超(?:出|过|额)?[^，。；\d]{0,8}(?:目标|任务|计划)$/
/** To stand at a place among others. */
export const PLACED =
  '(?:位居|位列|名列|居|列|排名|排|位次|名次|获得|荣获|获|夺得|取得|跃居|升至|跻身|并列)[^，。；\\d]{0,12}?'
const RANKED = new RegExp(`${PLACED}[第前]$`)
/** 由第24位上升至第19位 */
const FROM_PLACE = /(?:(?:由|从)[^，。；\d]{0,10}|(?:升|降|移|进|退)[^，。；\d]{0,4}(?:到|至))第$/
const FIRST = /[\u4e00-\u9fff]{0,8}$/

/** The role of a number by the words before it: a comparison with something, a rate of its own, or none. */
export type Role =
  | { role: 'comparison'; comparison: Omit<Comparison, 'start' | 'end' | 'unit'>; from: number }
  | { role: 'rate'; indicator: string; from: number }
  | { role: 'rank'; scope: string | null; from: number }
  | { role: 'own' }

type Sized = { value: number; unit: string; isOrdinal: boolean; inWords: boolean }

/** `left` is the sentence up to the number; `from` in the answer is where, in it, the comparing words begin. */
export function roleOf(left: string, { value, unit, isOrdinal, inWords }: Sized): Role {
  if (isOrdinal) return rankOf(left, inWords && unit === '位' && !/[第前]$/.test(left))
  if (inWords && unit === '%') return levelWith(left)
  const over = OVER.exec(left)
  if (over) return compared('over_target', value, over[0].replace(/^超(?:出|过|额)?/, ''), over.index)
  if (/[百千]分点$/.test(unit)) return inPoints(left, value)
  if ((unit !== '%' && unit !== '倍') || FROM.test(left)) return { role: 'own' }
  return inPercent(left, value)
}

/** 由39.7%提高到52.7%: where something came from is compared with nothing yet. */
const FROM = /(?:由|从)[^，。；\d]{0,8}$/

const WITH = '(?:与|同|和|较|比)'
const LEVEL_YOY = new RegExp(`(?:同比|${WITH}(?:上年|去年|前年|(?:19|20)\\d{2}年)[^，。；]{0,6})$`)
const LEVEL_MOM = new RegExp(`(?:环比|${WITH}上(?:月|季度|季))$`)
const LEVEL = new RegExp(`${WITH}([^，。；]{1,20})$`)

/** 同比持平, 与上月持平, 与序时进度持平. */
function levelWith(left: string): Role {
  const yoy = LEVEL_YOY.exec(left)
  if (yoy) return compared('yoy', 0, null, yoy.index)
  const mom = LEVEL_MOM.exec(left)
  if (mom) return compared('mom', 0, null, mom.index)
  const other = LEVEL.exec(left)
  if (!other) return { role: 'own' }
  // with a time it is the amount that is level, with a pace or another place the percentage
  return compared(/年初|月|季度/.test(other[1]!) ? 'change_pct' : 'pp_change', 0, other[1]!, other.index)
}

/** 全省首家 names its group right before it. */
function rankOf(left: string, isFirst: boolean): Role {
  if (isFirst) {
    const scope = FIRST.exec(left)![0]
    return { role: 'rank', scope: scope.replace(/^.*[是为在]/, '') || null, from: left.length - scope.length }
  }
  const ranked = RANKED.exec(left) ?? FROM_PLACE.exec(left)
  if (!ranked) return { role: 'own' }
  const scope = ranked[0].replace(
    /^(?:由|从|(?:上升|下降|前移|后移|跃升|提升|升|降|进|退)(?:到|至)|位居|位列|名列|排名|位次|名次|获得|荣获|夺得|取得|跃居|升至|跻身|并列|居|列|排|获)/,
    '',
  )
  return { role: 'rank', scope: scope.slice(0, -1) || null, from: ranked.index }
}

function inPoints(left: string, value: number): Role {
  if (/(?:拉动|带动|贡献)[^，。；]{0,12}$/.test(left)) return { role: 'own' }
  const points = POINTS.exec(left) ?? MOVES.exec(left)
  if (!points) return { role: 'own' }
  const signed = LOWER.test(points[0]) ? -value : value
  const kind = /目标/.test(points[1] ?? '') ? 'over_target' : 'pp_change'
  return compared(kind, signed, points[1] || null, points.index)
}

function inPercent(left: string, value: number): Role {
  // 增长-8.7% brings its own sign
  const signed = LESS.test(left) ? -Math.abs(value) : Math.abs(value)
  // growth a year over several years has no base that is printed
  if (/年均[^，。；]{0,6}$/.test(left)) return { role: 'own' }
  const yoy = YOY.exec(left)
  if (yoy) return compared('yoy', signed, null, yoy.index)
  const mom = MOM.exec(left)
  if (mom) return compared('mom', signed, null, mom.index)
  const other = THAN_OTHER.exec(left)
  if (other) return compared('change_pct', signed, other[1]!, other.index)
  const target = TARGET.exec(left)
  if (target) return compared('target_pct', value, null, target.index)
  const rate = RATE.exec(left)
  // 公交车占比87% is the share that names what it is the share of, and not of the number before
  const isNamed = rate !== null && /^[^占]{2,}占比$/.test(rate[1]!)
  const share = isNamed ? null : SHARE.exec(left)
  if (share) return compared('share', value, scopeOfShare(share[0]), share.index)
  if (rate) return { role: 'rate', indicator: rate[1]!, from: rate.index }
  const growth = GROWTH.exec(left)
  return growth ? compared('growth', signed, null, growth.index) : { role: 'own' }
}

function compared(kind: Comparison['kind'], value: number, scope: string | null, from: number): Role {
  return { role: 'comparison', comparison: { kind, value, scope }, from }
}

function scopeOfShare(words: string): string | null {
  return words.replace(/^占/, '').replace(/(?:的比例|的比重|比例|比重|的|比)?(?:为|达到|达|约)?$/, '') || null
}
