import { describe, expect, test } from 'vitest'
import type { PlacedRow } from '#capabilities/figures/public.ts'
import type { PictureBlock, TableBlock } from '#platform/word/document-model.ts'
import { compose, mistakesOf } from './compose.ts'
import type { TemplateContent } from './content.ts'
import { PUBLICATION, type SampleGiven, sampleRows, sampleScene } from './sample-scene.ts'

const CONTENT: TemplateContent = {
  kind: '通报',
  masthead: '',
  title: '题',
  addressees: '',
  copyTo: '',
  note: '',
  body: '',
}

function blocks(body: string, given: SampleGiven = {}) {
  return compose({ ...CONTENT, body }, sampleScene(given), PUBLICATION).document.blocks
}

function text(body: string, given: SampleGiven = {}): string {
  return blocks(body, given)
    .map((block) => {
      if (block.kind === 'paragraph') return block.runs.map((run) => run.text).join('')
      return block.kind === 'heading' ? `${'#'.repeat(block.level)}${block.text}` : `[${block.kind}]`
    })
    .join('\n')
}

describe('figures', () => {
  test.each([
    ['{{完成投资}}', '203.1亿元'],
    ['{{完成投资 年初累计}}', '203.1亿元'],
    ['{{完成投资 当月}}', '30亿元'],
    ['{{完成投资 万元}}', '2031000万元'],
    ['{{完成投资 亿元 整数}}', '203亿元'],
    ['{{完成投资 数}}', '2031000'],
    ['{{完成投资 亿元 数}}', '203.1'],
    ['{{完成投资 约}}', '200余亿元'],
    ['{{项目数 项}}', '60项'],
    ['{{完成率}}', '61.2%'],
    ['{{完成率 两位小数}}', '61.19%'],
    ['{{完成率 成句}}', '完成年度计划的61.2%'],
    ['{{较序时}}', '高于序时进度2.9个百分点'],
    ['{{较序时 带序时}}', '高于序时进度（58.3%）2.9个百分点'],
    ['{{较序时 仅数值}}', '2.9个百分点'],
    ['{{较序时 数}}', '+2.9'],
    ['{{南陵区 较序时}}', '低于序时进度8.3个百分点'],
    ['{{南陵区 较序时 数}}', '-8.3'],
    ['{{南陵区 位次}}', '第3位'],
    ['{{南陵区 位次 成句}}', '居第3位'],
    ['{{南陵区 位次 较上期}}', '比6月末下降1位'],
    ['{{东湖区 位次 较上期 数}}', '升1'],
    ['{{南陵区 完成投资 占比}}', '占全市的19.7%'],
    ['{{南陵区 完成投资 占比 数}}', '19.7%'],
    ['{{红灯项目数 较上期}}', '减少2个'],
    ['{{红灯项目数 上期}}', '10个'],
    ['{{完成率 较上期}}', '比6月末提高9.1个百分点'],
    ['{{完成投资 较上期}}', '环比增长17.5%'],
    ['{{完成率 由上期}}', '由52.1%提高到61.2%'],
    ['{{红灯项目数 由上期}}', '由10个减少到8个'],
    ['{{完成投资 由上期}}', '由172.92亿元增加到203.1亿元'],
    ['{{黄灯项目数 项 由上期}}', '保持在9项'],
    ['{{完成投资 较上期 增量}}', '30.18亿元'],
    ['{{市本级 项目数}}', '4个'],
  ])('%s', (given, expected) => {
    expect(text(given)).toBe(expected)
  })

  test('what is not there is a dash, and told with its line', () => {
    const { document, missing } = compose({ ...CONTENT, body: '一\n{{完成投资 同比}}' }, sampleScene(), PUBLICATION)
    expect(document.blocks[1]).toEqual({ kind: 'paragraph', runs: [{ kind: 'text', text: '—' }] })
    expect(missing).toEqual([{ part: 'body', line: 2, sentence: '没有上年同期已发布的数据。' }])
    // a column of a table may have nothing to say
    expect(compose({ ...CONTENT, body: '{{完成投资 同比 数}}' }, sampleScene(), PUBLICATION).missing).toEqual([])
  })

  test('the printed number leads to its source, the words around it do not', () => {
    expect(blocks('{{较序时 带序时}}')).toEqual([
      {
        kind: 'paragraph',
        runs: [
          { kind: 'text', text: '高于序时进度（' },
          { kind: 'figure', id: 'region.pace', text: '58.3%' },
          { kind: 'text', text: '）' },
          { kind: 'figure', id: 'region.gap', text: '2.9个百分点' },
        ],
      },
    ])
  })
})

describe('conditions', () => {
  test.each([
    ['完成率 大于 60', true],
    ['完成率 > 61.2', false],
    ['完成率 = 61.2%', true],
    ['完成投资 大于 200亿元', true],
    ['完成投资 大于 2031000万元', false],
    ['完成率 高于 序时进度', true],
    ['南陵区 位次 不大于 3', true],
    ['南陵区 位次 ≤ 2', false],
    ['有 完成投资 同比', false],
    ['没有 完成投资 同比', true],
    ['完成投资 同比 大于 0', false],
    ['完成投资 同比 小于 0', false],
    ['有上期', true],
    ['非 有上期', false],
    ['部分项目', false],
    ['月 等于 7', true],
    ['月 是 “7”', true],
    ['月 不大于 6', false],
    ['地区 是 “云州市”', true],
    ['月 等于 7 且 完成率 大于 90', false],
    ['月 等于 8 或 完成率 大于 60 且 有上期', true],
  ])('%s', (condition, expected) => {
    expect(text(`{{如果 ${condition}}}是{{否则}}否{{结束}}`)).toBe(expected ? '是' : '否')
  })

  test('the first branch that holds is taken; blocks of several lines as well', () => {
    const body =
      '{{如果 完成率 小于 10}}\n# 甲\n{{否则如果 完成率 大于 60}}\n# 乙\n正文。\n{{否则}}\n# 丙\n{{结束}}\n完。'
    expect(text(body)).toBe('#乙\n正文。\n完。')
  })

  test('a difference is that of the two rates as printed', () => {
    // 58.26 beside 58.33: both print as 58.3
    const rows = sampleRows().map((row, index) => ({ ...row, completedYtd: index === 0 ? '1933649' : '0' }))
    const said = text('完成率{{完成率}}，{{较序时 带序时}}（{{较序时 数}}）。{{如果 较序时 小于 0}}低{{结束}}', {
      rows,
    })
    expect(said).toBe('完成率58.3%，与序时进度（58.3%）持平（0）。')
  })

  test('what prints as level is not called behind', () => {
    const rows = sampleRows().map((row, index) => ({ ...row, completedYtd: index === 0 ? '1935972' : '0' }))
    // 58.33 % against 58.3333 %
    expect(text('{{如果 较序时 小于 0}}低{{否则}}平{{结束}}', { rows })).toBe('平')
  })
})

describe('lists', () => {
  test.each([
    ['{{逐个 参评单位 间隔 “、”}}{{名称}}{{结束}}', '青原县、东湖区、南陵区'],
    ['{{逐个 参评单位 按 完成率 从低到高 间隔 “、”}}{{名称}}{{结束}}', '南陵区、东湖区、青原县'],
    ['{{逐个 参评单位 按 完成率 后 2 间隔 “；”}}{{序号}}.{{名称}}{{完成率}}{{结束}}', '1.东湖区62.5%；2.南陵区50%'],
    ['{{逐个 单位 按 完成投资 前 1}}{{名称}}{{结束}}', '东湖区'],
    ['{{逐个 单位 其中 较序时 小于 0 间隔 “、”}}{{名称}}{{结束}}', '南陵区、市本级'],
    ['{{逐个 参评单位 前2 间隔 “、”}}{{名称}}{{结束}}', '青原县、东湖区'],
    ['{{逐个 未按时报送单位}}{{名称}}{{没有}}均按时{{结束}}', '均按时'],
    [
      '{{逐个 参评单位 间隔 “；”}}{{名称}}：{{逐个 红灯项目 间隔 “、”}}{{序号}}{{结束}}{{结束}}',
      '青原县：1；东湖区：1、2；南陵区：1、2、3、4、5',
    ],
    [
      '{{逐个 逾期未开工项目 前 1}}{{名称}}（{{单位}}）计划{{计划开工}}开工，{{阶段}}{{结束}}',
      '项目316（东湖区）计划2026年5月开工，前期',
    ],
  ])('%s', (body, expected) => {
    expect(text(body)).toBe(expected)
  })

  test.each([
    ['{{分别 单位 按 完成投资 前 3}}', '东湖区、青原县、南陵区分别为75亿元、72.4亿元、40亿元'],
    ['{{分别 参评单位 灰灯项目数}}', '青原县、东湖区、南陵区均为1个'],
    ['{{其中 参评单位 完成投资}}', '其中，青原县72.4亿元、东湖区75亿元、南陵区40亿元'],
    ['{{其中 参评单位 前 1 完成率}}', '其中青原县72.4%'],
    ['{{其中 未按时报送单位 完成率}}', ''],
  ])('%s', (body, expected) => {
    expect(text(body)).toBe(expected)
  })

  test('each number of a phrase leads to its own source', () => {
    const [paragraph] = blocks('{{分别 单位 按 完成投资 前 3}}')
    const runs = paragraph?.kind === 'paragraph' ? paragraph.runs.filter((run) => run.kind === 'figure') : []
    expect(runs.map((run) => [run.id, run.text])).toEqual([
      ['org.2.completedYtd', '75亿元'],
      ['org.1.completedYtd', '72.4亿元'],
      ['org.3.completedYtd', '40亿元'],
    ])
  })

  test('a place shared at the cut takes all who share it', () => {
    const rows = sampleRows().map((row) => (row.completedYtd === '750000' ? { ...row, completedYtd: '868800' } : row))
    expect(text('{{逐个 参评单位 按 完成率 前 1 间隔 “、”}}{{名称}}{{结束}}', { rows })).toBe('青原县、东湖区')
  })

  test('names are data: what looks like the language in them is printed', () => {
    const rows = sampleRows().map((row, index): PlacedRow => {
      return { ...row, projectName: `{{项目}}|#${index}`, light: index === 0 ? 'red' : 'green' }
    })
    expect(text('{{逐个 红灯项目}}{{名称}}{{结束}}', { rows })).toBe('{{项目}}|#0')
    const [table] = blocks('{{表 红灯项目}}\n列：名称 | 序号\n行：{{名称}} | {{序号}}\n{{结束}}', {
      rows,
    }) as TableBlock[]
    expect(table!.rows[0]!.cells.map((cell) => cell.text)).toEqual(['{{项目}}|#0', '1'])
  })
})

describe('tables, charts, forms, attachments', () => {
  test('a table of a list with totals and notes; cells lead to their figures', () => {
    const body =
      '{{表 参评单位 前 2}}\n题：{{累计}}情况\n单位：万元\n列：单位 | 完成投资 | 完成率\n行：{{名称}} | {{完成投资 数}} | {{完成率 数}}\n合计：合计 | {{完成投资 数}} | {{完成率 数}}\n注：{{计划口径}}\n{{结束}}'
    const [table] = blocks(body) as TableBlock[]
    expect(table).toMatchObject({ caption: '1—7月情况', unit: '单位：万元', note: '注：年初计划' })
    expect(table!.rows.map((row) => row.cells.map((cell) => cell.text))).toEqual([
      ['青原县', '724000', '72.4%'],
      ['东湖区', '750000', '62.5%'],
      ['合计', '2031000', '61.2%'],
    ])
    expect(table!.rows[0]!.cells[1]!.figureId).toBe('org.1.completedYtd')
    expect(table!.rows[2]!.cells[1]!.figureId).toBe('region.completedYtd')
    expect(table!.columns.map(({ align }) => align)).toEqual(['center', 'right', 'right'])
  })

  test('a table of nobody is left out', () => {
    expect(text('前\n{{表 未按时报送单位}}\n列：单位\n行：{{名称}}\n{{结束}}\n后')).toBe('前\n后')
  })

  test('a chart shows its figures, says them in words, and marks the pace', () => {
    const [chart] = blocks('{{图 参评单位 按 完成率 题 “完成率”}}') as PictureBlock[]
    expect(chart).toMatchObject({
      kind: 'picture',
      caption: '完成率',
      alt: '完成率：青原县72.4%，东湖区62.5%，南陵区50%',
    })
    expect(chart!.figureIds).toEqual(['org.1.completionRate', 'org.2.completionRate', 'org.3.completionRate'])
    expect(chart!.svg).toContain('序时进度58.3%')
    const widths = [...chart!.svg.matchAll(/<rect x="[^"]+" y="[^"]+" width="([\d.]+)" height="11"/g)].map((match) =>
      Number(match[1]),
    )
    // the bars are to each other as the rates
    expect(widths[2]! / widths[0]!).toBeCloseTo(50 / 72.4, 2)
  })

  test('lights are never told by colour alone', () => {
    const [chart] = blocks('{{图 单位 灯色}}') as PictureBlock[]
    expect(chart!.alt).toContain('青原县绿灯16、黄灯2、红灯1、灰灯1')
    expect(chart!.svg).toContain('>绿灯</text>')
  })

  test('a form of labels, values, a level, and lines to be filled in', () => {
    const body =
      '{{表单}}\n督办事项：{{逐个 红灯项目 前 1}}{{名称}}{{结束}}\n承办单位：东湖区 | 办结时限：{{截至}}\n督办等级：黄\n办理情况：（空6行）\n{{结束}}'
    expect(blocks(body)).toEqual([
      {
        kind: 'form',
        rows: [
          { fields: [{ label: '督办事项', runs: [{ kind: 'text', text: '项目319' }] }] },
          {
            fields: [
              { label: '承办单位', runs: [{ kind: 'text', text: '东湖区' }] },
              { label: '办结时限', runs: [{ kind: 'text', text: '2026年7月25日' }] },
            ],
          },
          { fields: [{ label: '督办等级', level: '黄' }] },
          { fields: [{ label: '办理情况', blankLines: 6 }] },
        ],
      },
    ])
  })

  test('what follows 附件 stands in it', () => {
    const { document } = compose(
      { ...CONTENT, body: '正文。\n{{附件 项目清单}}\n清单。\n{{附件 名单}}' },
      sampleScene(),
      PUBLICATION,
    )
    expect(document.blocks).toHaveLength(1)
    expect(document.attachments).toEqual([
      { title: '项目清单', blocks: [{ kind: 'paragraph', runs: [{ kind: 'text', text: '清单。' }] }] },
      { title: '名单' },
    ])
  })
})

describe('mistakes', () => {
  test.each([
    ['{{完投资}}', 1, 3, '没有叫“完投资”的数据或词语，是不是想写“完成投资”。请从词语清单里选。'],
    ['甲\n乙{{}}', 2, 2, '“{{}}”里没有内容，请填写要印的数据或词语。'],
    ['{{如果 有上期}}甲', 1, 1, '“如果”没有配对的“{{结束}}”。'],
    ['甲{{结束}}', 1, 2, '“结束”没有配对的“如果”“逐个”或“表”。'],
    ['{{完成投资', 1, 1, '这里的“{{”没有配对的“}}”。'],
    ['{{甲 {{乙}}', 1, 1, '这里的“{{”没有配对的“}}”。'],
    ['{{完成率 当月}}', 1, 7, '“当月”只能和“完成投资”一起用。'],
    ['{{完成投资 上期 同比}}', 1, 3, '一个数据不能既取往期又作比较，请分成两个。'],
    [
      '{{逐个 县}}{{结束}}',
      1,
      6,
      '要列出的是“单位”“参评单位”“未按时报送单位”“项目”“滞后项目”“红灯项目”“黄灯项目”“逾期未开工项目”“新开工项目”“竣工项目”之一。',
    ],
    ['{{逐个 单位 前 三}}{{结束}}', 1, 9, '“前”的后面要写个数，例如“前 3”。'],
    ['{{如果 位次 不大于}}甲{{结束}}', 1, 9, '“不大于”的前后都要有内容。'],
    ['{{表 单位}}\n列：甲\n{{结束}}', 1, 1, '表要有“列：”和“行：”两行。'],
    ['{{表 单位}}\n乙\n{{结束}}', 2, 1, '表的每一行要以“题：”“单位：”“列：”“行：”“合计：”或“注：”开头。'],
    ['{{图 单位}}', 1, 1, '“图”要写明是什么数据，例如“图 单位 完成率”或“图 单位 灯色”。'],
    ['甲}}乙', 1, 2, '这里的“}}”没有配对的“{{”。'],
    ['{{附件}}', 1, 1, '“附件”的后面要写标题，例如“附件 滞后项目清单”。'],
    ['{{constructor}}', 1, 3, '没有叫“constructor”的数据或词语。请从词语清单里选。'],
    ['{{完成投资 toString}}', 1, 8, '没有叫“toString”的数据或词语。请从词语清单里选。'],
    ['{{累计 数}}', 1, 6, '“累计”是词语，后面不能再写“数”。'],
  ])('%s', (body, line, column, sentence) => {
    expect(mistakesOf({ ...CONTENT, body }, [])).toMatchObject([{ part: 'body', line, column, sentence }])
  })

  test('what is begun too deep is refused, and a document has an end', () => {
    const mistake = (body: string) => mistakesOf({ ...CONTENT, body }, [])[0]?.sentence
    const list = (depth: number) => '{{逐个 单位}}'.repeat(depth) + '{{名称}}' + '{{结束}}'.repeat(depth)
    expect([mistake(list(2)), mistake(list(3))]).toEqual([undefined, '“逐个”和“表”最多套2层。请把清单分开写。'])
    expect(mistake('{{如果 有上期}}'.repeat(5000))).toBe('这里套得太深，最多套20层。请把文字拆开写。')
    expect(mistake(`{{${'长'.repeat(50_000)}}}`)).toBe(`没有叫“${'长'.repeat(30)}……”的数据或词语。请从词语清单里选。`)
    const { missing } = compose(
      { ...CONTENT, body: '{{逐个 项目}}{{名称}}{{结束}}\n'.repeat(400) },
      sampleScene(),
      PUBLICATION,
    )
    expect(missing[0]?.sentence).toContain('清单太长')
  })

  test('a word that is of lists is a gap outside them', () => {
    const { missing } = compose({ ...CONTENT, body: '{{名称}}' }, sampleScene(), PUBLICATION)
    expect(missing).toEqual([{ part: 'body', line: 1, sentence: '“名称”只能写在“逐个”或“表”里。' }])
  })
})
