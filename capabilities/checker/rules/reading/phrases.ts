/** Verbs and adverbs between what is measured and its number; they say nothing of what it is. */
const TAIL =
  /(?:累计|共计|总计|合计|预计|计划|全部|已经|已|均|共|仅|有|约|近|超过|超|逾|达到|达|完成|实现|为|突破|是|新增|获得|获|争取|实施|建成|开展|召开|引进|签约|办理|发放|培育|谋划|储备|入库|开工|和|及|与|的|了|到|在)+$/
const HEAD =
  /^(?:其中|同时|目前|截至目前|此外|另外|今年以来|今年|上半年|下半年|前三季度|[一二三四]季度|全年|年内|期间|共有|现有|拥有|共|并|且|还|先后|成功|累计|已|等|的|和|及|与|、|，|：|。|；|”|—|·)+/
const SPAN =
  /^(?:(?:19|20)\d{2}年)?(?:\d{1,2}月?(?:份)?(?:至|到|-|—|~)+\d{1,2}月(?:份)?|\d{1,2}月(?:份|底|末)?|上半年|下半年|前三季度|[一二三四]季度|全年)[，、]?/
/** Where it is and in which year stand in fields of their own. */
const PLACE = /^(?:(?:19|20)\d{2}年度?|(?:全|我|该)(?:省|市|县|区|州|旗))/
/** What amounts are amounts of. A subject may stand before it. */
const INDICATOR =
  /(?:固定资产|工业|技改|概算|计划|总|年度计划|项目|民间|基础设施)?投资(?:额)?$|(?:工业)?(?:总)?产值$|(?:工业)?增加值$|(?:[\u4e00-\u9fff]{0,4}收入)$|(?:[\u4e00-\u9fff]{0,4}税)$|[\u4e00-\u9fff]{0,4}(?:金额|资金|贷款|面积|总额|产量|产能|总量|零售额|消费额|利润|补贴|成本|地价|岗位|游客|面积)$/

/** A phrase before a number without what only links them: `1至6月份，全县规上工业增加值完成` → 全县规上工业增加值. */
export function bare(phrase: string): string {
  let rest = phrase
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(HEAD, '').replace(SPAN, '').replace(PLACE, '').replace(TAIL, '')
  }
  return rest
}

/** 规上工业增加值 → { subject: 规上工业, indicator: 增加值 }; without a known indicator all of it is the subject. */
export function splitPhrase(phrase: string): { subject: string | null; indicator: string | null } {
  const plain = bare(phrase)
  const found = INDICATOR.exec(plain)
  if (!found) return { subject: plain || null, indicator: null }
  return { subject: bare(plain.slice(0, found.index)) || null, indicator: found[0] }
}

const VERB =
  /(?:增加|减少|增|减|升|降|提高|中，|已|正|均|都|成功|顺利|持续|全部|进入|列入|入选|获评|获批|开工|竣工|投产|落地|深入|与|和|及|，|。|；|、|：|！|？|（|）|”|\d|纳入|达|占|提供|办理|备案|签订|实现|完成|建设工地|前来|进行|争取|获得|发放|帮扶|被|将|为|是|有)/

/** What is counted, behind its counter: `25个工业项目顺利开工` → 工业项目. */
export function countedBehind(right: string): string | null {
  const words = right.replace(/^的/, '')
  const stop = VERB.exec(words)
  const noun = (stop ? words.slice(0, stop.index) : words).slice(0, 16)
  return /^(?:[\u4e00-\u9fff“].|[村镇乡县区]$)/.test(noun) ? noun : null
}

/** 网办 is short for 网上办理: all its characters, in their order. */
export function shortens(name: string, words: string): boolean {
  let from = 0
  for (const one of name) {
    from = words.indexOf(one, from) + 1
    if (from === 0) return false
  }
  return true
}
