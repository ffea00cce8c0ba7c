import type { Dice } from './dice.ts'
import type { MadeColumn } from './made-columns.ts'

/** Columns that are nothing of a project's: kept beside it, or derived; none may be taken for an amount. */
export function noiseColumn(dice: Dice): MadeColumn {
  const heading = dice.one([
    '完成率',
    '排名',
    '面积（亩）',
    '预计年产值（万元）',
    '贡献税收（万元）',
    '建筑面积（万平方米）',
    '投资强度（万元/亩）',
    '协议金额（亿元）',
    '就业人数',
    '审核意见',
    '序时进度',
    '其中：设备投资',
  ])
  return {
    field: 'noise',
    heading: [heading],
    write: (_, cellDice) => ({
      cell: {
        value: /率|进度/.test(heading)
          ? `${cellDice.int(1, 99)}%`
          : heading === '审核意见'
            ? '同意'
            : cellDice.int(1, 99),
      },
      expected: [],
    }),
  }
}

export function numberColumn(dice: Dice): MadeColumn {
  return {
    field: 'rowNumber',
    heading: [dice.one(['序号', '编号', 'No.'])],
    write: () => ({ cell: { value: null }, expected: [] }),
  }
}
