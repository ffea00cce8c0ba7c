import { SUBJECTS } from '#capabilities/figures/public.ts'
import { LIST_NAMES } from './syntax.ts'
import { DOCUMENT_WORDS, FLAGS, ITEM_WORDS } from './vocabulary.ts'

export interface WordGroup {
  title: string
  items: { insert: string; means: string }[]
}

const MODIFIER_MEANINGS: [string, string][] = [
  ['当月', '只取本月：{{完成投资 当月}}'],
  ['本季', '只取本季：{{完成投资 本季}}'],
  ['上期', '上期的数：{{红灯项目数 上期}}'],
  ['上年同期', '上年同期的数：{{完成投资 上年同期}}'],
  ['同比', '同比增长12.3%；率为比上年同期提高几个百分点'],
  ['较上期', '比9月末提高9.1个百分点；个数为增加几个'],
  ['增量', '金额增加多少：{{完成投资 较上期 增量}}'],
  ['由上期', '由52.1%提高到61.2%；也可写 由上年同期'],
  ['占比', '占全市的39.4%：{{青原县 完成投资 占比}}'],
  ['数', '只要数字，用在表格里'],
  ['仅数值', '只要“2.9个百分点”，不带“高于序时进度”'],
  ['带序时', '高于序时进度（58.3%）2.9个百分点'],
  ['成句', '居第2位；完成年度计划的61.2%'],
  ['亿元', '固定用亿元'],
  ['万元', '固定用万元'],
  ['整数', '不要小数'],
  ['约', '近400亿元、380余亿元、约384亿元，不会误导'],
  ['项', '把“个”换成项、户、家、处、件'],
]

/** What an editor offers: everything that may stand between {{ and }}, with what it prints. */
export function wordGroups(): WordGroup[] {
  const words = (given: Record<string, string>) =>
    Object.entries(given).map(([word, means]) => ({ insert: `{{${word}}}`, means }))
  return [
    {
      title: '数据',
      items: Object.values(SUBJECTS).map(({ names, unit }) => ({ insert: `{{${names[0]}}}`, means: `单位：${unit}` })),
    },
    {
      title: '数据后面可加',
      items: MODIFIER_MEANINGS.map(([insert, means]) => ({ insert, means })),
    },
    { title: '词语', items: words(DOCUMENT_WORDS) },
    {
      title: '条件',
      items: [
        {
          insert: '{{如果 位次 不大于 3}}…{{否则}}…{{结束}}',
          means: '只在符合条件时写；可用 大于、小于、等于、不大于、不小于、且、或、非',
        },
        { insert: '{{如果 有 完成率}}…{{结束}}', means: '有这个数据时才写' },
        ...Object.entries(FLAGS).map(([flag, means]) => ({ insert: `{{如果 ${flag}}}…{{结束}}`, means })),
      ],
    },
    {
      title: '清单',
      items: [
        {
          insert: '{{逐个 参评单位 按 完成率 后 3 间隔 “；”}}{{名称}}完成率{{完成率}}{{结束}}',
          means: '末三位，逐个写出',
        },
        { insert: '{{分别 单位 按 完成投资 前 3}}', means: '甲、乙、丙分别为30亿元、20亿元、10亿元；相同的写“均为”' },
        { insert: '{{其中 参评单位 完成投资}}', means: '其中，甲30亿元、乙20亿元' },
        { insert: '{{逐个 红灯项目 前 10}}…{{没有}}…{{结束}}', means: '没有时写另外的话' },
        ...LIST_NAMES.map((insert) => ({ insert, means: '清单：可以逐个写出、列成表、画成图' })),
        ...words(ITEM_WORDS),
      ],
    },
    {
      title: '表、图、附件、表单',
      items: [
        {
          insert:
            '{{表 单位}}\n题：…\n单位：万元\n列：位次 | 单位 | 完成投资\n行：{{位次 数}} | {{名称}} | {{完成投资 数}}\n合计：— | 合计 | {{完成投资 数}}\n{{结束}}',
          means: '表格，每行一个单位或项目',
        },
        { insert: '{{图 单位 按 完成率 题 “各单位完成率”}}', means: '横条图；写“图 单位 灯色”画灯色分布' },
        { insert: '{{附件 滞后项目清单}}', means: '后面的内容印在附件里' },
        {
          insert: '{{表单}}\n督办事项：…\n承办单位：… | 办结时限：…\n督办等级：黄\n办理情况：（空6行）\n{{结束}}',
          means: '督办单的表格',
        },
      ],
    },
    {
      title: '段落',
      items: [
        { insert: '# 总体情况', means: '一级标题，自动编号“一、”' },
        { insert: '## 分县情况', means: '二级标题“（一）”；三级、四级多写几个 #' },
      ],
    },
  ]
}
