import type { ReadFigure } from '../reading/figure.ts'
import { countedBehind } from '../reading/phrases.ts'
import { intervalOf, plus } from './interval.ts'
import { isPlain, judged, type Read, type Relation } from './relation.ts'

/** Names before a number against the number, and numbers that cannot both be. */
export function counting(read: Read): Relation[] {
  const { figures } = read
  const counts = figures.filter((one) => one.class === 'count' && isPlain(one))
  return [
    ...counts.flatMap((one) => enumeration(read, one)),
    ...counts.flatMap((one, index) => impossible(read, one, counts[index + 1])),
    ...figures.flatMap(placeInGroup),
    ...shares(read),
  ]
}

/** 居11个县第3位: there are not more places than counties. */
function placeInGroup({ links }: ReadFigure): Relation[] {
  return links.flatMap(({ kind, other: group, comparison }) => {
    if (kind !== 'group' || !comparison || !isPlain(group)) return []
    const holds = comparison.value <= group.value
    return [
      {
        kind: 'logic',
        formula: `${comparison.value}<=${group.printed}`,
        figures: [group],
        computed: comparison.value,
        stated: group.value,
        status: holds ? 'holds' : 'fails',
        why: holds ? '名次不大于个数。' : `只有${group.printed}${group.unit}，没有第${comparison.value}位。`,
      },
    ]
  })
}

/** 17.2:33.2:49.6 are the shares of a whole where they come near a hundred, and then add up to it. */
function shares({ text, figures }: Read): Relation[] {
  const isNext = (at: number) => at > 0 && text.slice(figures[at - 1]!.end, figures[at]!.start) === ':'
  return figures.flatMap((first, start): Relation[] => {
    if (text[first.end] !== ':' || isNext(start)) return []
    let end = start + 1
    while (end < figures.length && isNext(end)) end += 1
    const terms = figures.slice(start, end)
    const computed = terms.reduce((all, { value }) => all + value, 0)
    if (terms.length < 3 || computed < 90 || computed > 110) return []
    const range = terms.map((one) => intervalOf(one)).reduce(plus)
    return [
      judged(() => ({ computed: range, stated: { low: 100, high: 100 } }), {
        kind: 'sum',
        formula: terms.map(({ printed }) => printed).join('+'),
        figures: terms,
        computed,
        stated: 100,
        unit: '',
      }),
    ]
  })
}

/** `甲、乙及丙3个项目` names three. One more or less may lie in how names are divided; further off it is no list of them. */
function enumeration({ text }: Read, figure: ReadFigure): Relation[] {
  if (figure.value < 2 || figure.value > 15 || figure.unit.length > 1) return []
  if (countedBehind(text.slice(figure.unitEnd, figure.unitEnd + 18)) === null) return []
  const clause = /[^，。；：！？（）\n]*$/.exec(text.slice(Math.max(0, figure.start - 160), figure.start))![0]
  if (!clause.includes('、') || /(?:等|\d)$/.test(clause) || /\d/.test(clause)) return []
  const names = clause
    .split(/[、]/)
    .flatMap((part, index, all) => (index === all.length - 1 ? part.split(/(?:以及|及|和|与)/) : [part]))
  const named = names.filter((name) => name.trim().length > 1).length
  if (Math.abs(named - figure.value) > 1 || named < 2) return []
  const holds = named === figure.value
  return [
    {
      kind: 'enumeration',
      formula: `count(named)=${figure.value}`,
      figures: [figure],
      computed: named,
      stated: figure.value,
      status: holds ? 'holds' : 'suspect',
      why: holds ? `列出${named}个，与数目一致。` : `前面列出${named}个，数目写的是${figure.printed}${figure.unit}。`,
    },
  ]
}

/** Fewer loans than borrowers; one to one of unequal numbers. */
function impossible({ text }: Read, first: ReadFigure, second: ReadFigure | undefined): Relation[] {
  if (!second || second.sentence !== first.sentence) return []
  const between = text.slice(first.unitEnd, second.start)
  const isLoans = /[家户]/.test(first.unit) && second.unit === '笔' && /贷款|发放|授信|补贴/.test(between)
  const isPaired = /一对一/.test(between) && /[名人]/.test(first.unit) && /[家户个名人]/.test(second.unit)
  if (!isLoans && !isPaired) return []
  const holds = isLoans ? second.value >= first.value : second.value === first.value
  if (holds)
    return [
      {
        kind: 'logic',
        formula: `${second.printed}>=${first.printed}`,
        figures: [first, second],
        computed: second.value,
        stated: first.value,
        status: 'holds',
        why: '两个数可以同时成立。',
      },
    ]
  const why = isLoans
    ? `${first.printed}${first.unit}只有${second.printed}笔，少于一户一笔，请核对是否写反。`
    : `“一对一”的两边是${first.printed}${first.unit}和${second.printed}${second.unit}，不相等。`
  return [
    {
      kind: 'logic',
      formula: `${second.printed}${isLoans ? '>=' : '='}${first.printed}`,
      figures: [first, second],
      computed: second.value,
      stated: first.value,
      status: 'fails',
      why,
    },
  ]
}
