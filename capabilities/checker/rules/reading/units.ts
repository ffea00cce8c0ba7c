/** What is counted one by one. Longer words first: 场次 before 场. */
const COUNTERS = [
  ...['家次', '人次', '场次', '台次', '批次', '班次', '车次', '户次', '项次', '件次', '架次', '台套', '大领域', '大类'],
  ...[
    '个',
    '家',
    '户',
    '项',
    '条',
    '件',
    '名',
    '人',
    '位',
    '次',
    '场',
    '批',
    '期',
    '笔',
    '辆',
    '台',
    '套',
    '座',
    '处',
    '张',
    '份',
    '篇',
  ],
  ...[
    '所',
    '间',
    '栋',
    '幢',
    '只',
    '头',
    '株',
    '棵',
    '宗',
    '起',
    '例',
    '支',
    '组',
    '类',
    '种',
    '款',
    '级',
    '号',
    '部',
    '艘',
    '列',
    '届',
    '轮',
  ],
  ...[
    '眼',
    '口',
    '本',
    '册',
    '对',
    '岁',
    '天',
    '日',
    '周',
    '年',
    '月',
    '小时',
    '分钟',
    '季度',
    '分',
    '成',
    '折',
    '倍',
    '线',
    '门',
    '床',
    '羽',
    '尾',
    '枚',
    '盏',
    '桶',
    '艘次',
    '亩次',
  ],
]
/** What is measured. */
const MEASURES = [
  ...[
    '平方公里',
    '微克/立方米',
    '平方千米',
    '平方米',
    '立方米',
    '公里',
    '千米',
    '毫米',
    '厘米',
    '公顷',
    '公斤',
    '微克',
    '毫克',
    '千克',
    '千瓦时',
    '兆瓦时',
    '千瓦',
    '兆瓦',
    '吉瓦',
  ],
  ...[
    '标准煤',
    '标准箱',
    '标箱',
    '美元',
    '欧元',
    '港元',
    '日元',
    '英镑',
    '元',
    '吨',
    '斤',
    '亩',
    '米',
    '克',
    '升',
    '度',
    '伏',
    '担',
    '立方',
  ],
  ...[
    'GWh',
    'MWh',
    'kWh',
    'KWh',
    'GW',
    'MW',
    'kW',
    'KW',
    'km',
    'kg',
    'TB',
    'PB',
    'GB',
    '㎡',
    'm²',
    'm³',
    'mm',
    'kV',
    'KV',
    't',
  ],
]
const SCALES = ['万亿', '千亿', '百亿', '十亿', '千万', '百万', '十万', '亿', '万', '千', '百']
const PER = '(?:/|每)(?:平方米|立方米|千瓦时|公里|小时|㎡|亩|吨|年|月|日|天|人|户|度)'

const word = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')

/** A unit at the beginning of a text: 亿元, 万人次, 元/平方米, %, 个百分点. */
export const UNIT = new RegExp(
  `^(?:个百分点|个千分点|百分点|%|‰|个(?:工作日|自然日|小时|季度|月|学时|班次|标箱|标准箱)|(?:${word(SCALES)})?(?:${word(MEASURES)}|${word(COUNTERS)})(?:${PER})?|${word(SCALES)})`,
)

/** A unit that a number in words may have: with others it is a name or a manner of speaking. */
export const WORD_UNIT = new RegExp(
  `^(?:成(?![员立为功就都人交效])|${word(COUNTERS.filter((one) => !['年', '月', '日', '度', '分', '成'].includes(one)))}|大)`,
)

/** 10⁴ for 万; the rest of the unit is what is compared. */
const FACTORS: Record<string, number> = {
  ...{
    百: 1e2,
    千: 1e3,
    万: 1e4,
    十万: 1e5,
    百万: 1e6,
    千万: 1e7,
    亿: 1e8,
    十亿: 1e9,
    百亿: 1e10,
    千亿: 1e11,
    万亿: 1e12,
  },
}

const LONGEST_FIRST = [...SCALES].sort((a, b) => b.length - a.length)

/** A unit without its scale, and the scale: 亿元 → 元 × 10⁸. 千瓦 is a unit of its own. */
export function scaled(unit: string): { base: string; factor: number } {
  if (!/^[万亿千百十]/.test(unit) || /^千[瓦克米]/.test(unit)) return { base: unit, factor: 1 }
  const scale = LONGEST_FIRST.find((one) => unit.startsWith(one))
  return scale ? { base: unit.slice(scale.length), factor: FACTORS[scale]! } : { base: unit, factor: 1 }
}
