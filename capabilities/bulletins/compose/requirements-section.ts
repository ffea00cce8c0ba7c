import { monthOf } from '#kernel/period.ts'
import { type Block, textRun } from '#platform/word/document-model.ts'
import type { BulletinInput } from './input.ts'

/** 四、下一步工作要求: what follows from this month's problems; a proposal that the office edits before it leaves. */
export function requirementsSection(input: BulletinInput): Block[] {
  const demands = [
    ...progressDemand(input),
    ...startDemand(input),
    ...seasonDemand(input),
    SUPPORT,
    reportingDemand(input),
  ]
  return [
    { kind: 'heading', level: 1, text: '下一步工作要求' },
    ...demands.flatMap(([title, text]): Block[] => [
      { kind: 'heading', level: 2, text: title },
      { kind: 'paragraph', runs: [textRun(text)] },
    ]),
  ]
}

type Demand = readonly [title: string, text: string]

const SUPPORT: Demand = [
  '强化要素保障和协调调度',
  '各有关部门要主动对接用地、环评、能耗、资金等要素需求，对项目反映的困难和问题限时答复、逐项销号；本级难以解决的，及时提请上级协调。',
]

function progressDemand(input: BulletinInput): Demand[] {
  const { red, yellow } = input.overall.lights
  if (input.lagging.length > 0) {
    return [
      [
        '加快补齐进度短板',
        `各${input.group}和责任单位要对照进度滞后项目清单，逐个分析原因，明确整改措施、责任人和完成时限，倒排工期，尽快赶上序时进度。`,
      ],
    ]
  }
  if (red + yellow > 0) {
    return [
      ['加快补齐进度短板', `各${input.group}和责任单位要对红灯、黄灯项目逐个分析原因，倒排工期，尽快赶上序时进度。`],
    ]
  }
  return [
    ['保持良好建设势头', `各${input.group}和责任单位要按照年度计划安排，科学组织施工，确保各项目按序时进度推进。`],
  ]
}

function startDemand(input: BulletinInput): Demand[] {
  if (input.overall.starts.overdue === 0) return []
  return [
    [
      '推动项目应开尽开',
      '对逾期未开工项目，要逐个梳理用地、规划、环评、施工许可等前期手续办理情况，倒排开工时间；确需调整年度计划的，按程序报批。',
    ],
  ]
}

/** The year's beginning and its end ask for something of their own. */
function seasonDemand(input: BulletinInput): Demand[] {
  const month = monthOf(input.round.month)
  if (month <= 2) {
    return [['抓好项目复工开工', '要组织在建项目尽快复工，加强用工、材料和资金保障，推动尽早形成实物工作量。']]
  }
  if (month === 12) {
    return [
      ['做好年度收官和计划衔接', '要认真核实全年完成投资，梳理未完成年度计划项目的原因，做好与下一年度计划的衔接。'],
    ]
  }
  return []
}

function reportingDemand(input: BulletinInput): Demand {
  const names = input.unpunctual.map((organisation) => organisation.name).join('、')
  const explain = names === '' ? '' : `${names}要说明未按时填报的原因，并于下期填报前整改到位。`
  return ['严格按时如实填报', `各填报单位要在规定时限内完成填报，数据要真实准确、有据可查，严禁虚报、瞒报。${explain}`]
}
