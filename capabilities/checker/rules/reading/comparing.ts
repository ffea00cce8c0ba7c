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

const LESS = /(?:下降|减少|降低|回落|下滑|下跌|收窄|降|减|负增长)(?:了|到|为|达|幅度为)?$/
const GROWS =
  '(?:增长|增加|上升|提高|提升|下降|减少|降低|回落|下滑|下跌|增速|增幅|降幅|翻番|增|升|降|减)(?:了|为|达到|达|高达)?(?:约|近|超|超过)?'
const YOY = new RegExp(
  `(?:同比|(?:比|较)(?:上年|去年|前年|(?:19|20)\\d{2}年)(?:同期|末|底|全年)?(?:[^，。；]{0,4})?)${GROWS}$`,
)
const MOM = new RegExp(`(?:环比|(?:比|较)上(?:月|季度|季))${GROWS}$`)
const GROWTH = new RegExp(`${GROWS}$`)
const SHARE = /占(?!地|用)[^，。；、]{0,20}?(?:的比例|的比重|比例|比重|的|比)?(?:为|达到|达|约)?$/
const TARGET =
  /(?:完成|占|达到|达|为|实现)[^，。；、]{0,12}?(?:计划|任务|目标)(?:投资额|投资|总额|额|数|总数|进度)?(?:比例|的比例|比重)?(?:的比例|的)?(?:为|达到|达)?$/
const RATE = /([\u4e00-\u9fff“”]{1,14}?(?:率|比例|比重|占比|进度|覆盖面))(?:均|都|已|分别)?(?:为|达到|高达|达|是)?$/
const POINTS =
  /(?:高于|高出|超过|超出|低于|快于|慢于|好于|较|比|领先|落后)([^，。；]{0,16}?)(?:增幅|增速|平均水平|平均)?(?:提升|提高|加快|上升|回升|下降|回落|收窄|扩大|高出|高|低|快|慢)?(?:了)?$/
const LOWER = /(?:低于|慢于|落后)|(?:下降|回落|收窄|低|慢)(?:了)?$/
const OVER = /超(?:出|过|额)?[^，。；\d]{0,8}(?:目标|任务|计划)$/
const RANKED =
  /(?:位居|位列|名列|居|列|排名|排|位次|名次|获得|荣获|获|夺得|取得|跃居|升至|跻身)([^，。；\d]{0,12}?)[第前]$/

/** The role of a number by the words before it: a comparison with something, a rate of its own, or none. */
export type Role =
  | { role: 'comparison'; comparison: Omit<Comparison, 'start' | 'end' | 'unit'>; from: number }
  | { role: 'rate'; indicator: string; from: number }
  | { role: 'rank'; scope: string | null; from: number }
  | { role: 'own' }

/** `left` is the sentence up to the number; `from` in the answer is where, in it, the comparing words begin. */
export function roleOf(
  left: string,
  { value, unit, isOrdinal }: { value: number; unit: string; isOrdinal: boolean },
): Role {
  if (isOrdinal) {
    const ranked = RANKED.exec(left)
    return ranked ? { role: 'rank', scope: ranked[1] || null, from: ranked.index } : { role: 'own' }
  }
  const over = OVER.exec(left)
  if (over) return compared('over_target', value, over[0].replace(/^超(?:出|过|额)?/, ''), over.index)
  if (/百分点$/.test(unit)) {
    const points = POINTS.exec(left)
    if (!points) return { role: 'own' }
    const isTarget = /目标/.test(points[1] ?? '')
    const signed = LOWER.test(points[0]) ? -value : value
    return compared(isTarget ? 'over_target' : 'pp_change', signed, points[1] || null, points.index)
  }
  if (unit !== '%' && unit !== '倍') return { role: 'own' }
  const signed = LESS.test(left) ? -value : value
  const yoy = YOY.exec(left)
  if (yoy) return compared('yoy', signed, null, yoy.index)
  const mom = MOM.exec(left)
  if (mom) return compared('mom', signed, null, mom.index)
  const target = TARGET.exec(left)
  if (target) return compared('target_pct', value, null, target.index)
  const share = SHARE.exec(left)
  if (share) return compared('share', value, scopeOfShare(share[0]), share.index)
  const rate = RATE.exec(left)
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
