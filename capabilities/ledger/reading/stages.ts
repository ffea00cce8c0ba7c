import type { Stage } from '../vocabulary.ts'
import { strictFold } from './text.ts'

/**
 * The stage that the words of a stage column state, or null. The furthest stage named counts (建成投产 → in production); what is denied or
 * still to come (未开工, 拟投产) does not; parts of a building are building (主体完工). Wordings of effort (积极推进, 跟踪, 加快) are no stage.
 */
export function readStage(text: string): Stage | null {
  const folded = strictFold(text)
  if (/(?<!未|不|无|复)停工|停建|缓建|暂停|搁置|烂尾/.test(folded)) return 'suspended'
  if (/退库|终止|取消|撤销|放弃|流产/.test(folded)) return 'withdrawn'
  const isAwaitingStart = /(待|拟|计划|准备|即将|具备)开工/.test(folded)
  const stated = folded.replace(DENIED, '').replace(PARTIAL, '施工')
  let furthest: Stage | null = isAwaitingStart ? 'preparation' : null
  for (const [stage, pattern] of WORDS) {
    if (pattern.test(stated)) furthest = stage
  }
  return furthest
}

const REACHED = '(开工|动工|竣工|完工|建成|投产|投用|投运|达产|达效|运营|运行|签约|交付|验收|通车)'
const DENIED = new RegExp(
  `(尚未|还未|仍未|未能|没有|未|拟|待|计划|准备|即将|预计|力争|争取|确保|具备)(\\d+年)?(\\d+月)?(底|末|前)?(全部|正式|全面|实质性)?(${REACHED.slice(1, -1)})(建设|条件)?`,
  'g',
)
/** A finished part of a building that is still being built. */
const PARTIAL =
  /(主体|土建|基础|桩基|钢结构|厂房|一层|部分|基本|结构|外墙|车间|管网|路基|设备安装)(工程|建设|结构|框架|施工|已|全部)*(完工|竣工|建成|完成|封顶|投产)|封顶/g

/** In the order of the line: a later match wins. */
const WORDS: [Stage, RegExp][] = [
  ['planning', /谋划|储备|策划|洽谈|对接|意向|接洽|在谈|论证/],
  ['signed', /签约|签订|签署/],
  [
    'preparation',
    /前期|选址|立项|可研|初设|环评|能评|审批|手续|报批|征地|征迁|拆迁|土地预审|供地|摘牌|招标|招投标|设计|备案|核准|规划许可|筹建|施工准备|三通一平|勘察|挂网|三同时/,
  ],
  ['started', /开工|动工|破土|新开/],
  [
    'underConstruction',
    /在建|建设中|正在.*(建设|施工|安装)|施工(?!准备|许可|图)|续建|复工|落地建设|全面建设|设备(安装|调试)|装修|安装调试|主体建设|建设阶段/,
  ],
  ['completed', /竣工|完工|建成|通车|完成验收|通过验收|已完成建设|全部完成$/],
  [
    'inProduction',
    /投产|投用|投运|投入(使用|运营|生产)|试生产|试运[行营]|正式运营|运营中|已运营|生产中|并网|交付使用|开业/,
  ],
  ['atCapacity', /达产/],
  ['returnsAchieved', /达效/],
]
