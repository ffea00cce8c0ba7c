import type { Block, Run } from '#platform/word/document-model.ts'
import { type CountyLine, isRanked } from './county-figures.ts'
import { countyTable } from './county-table.ts'
import type { Figure } from './figure.ts'
import { countText, type FigureBook, printsAsZero, say } from './figure-book.ts'
import type { BulletinInput } from './input.ts'
import type { RegionFigures } from './region-figures.ts'

/** 二、各县（市、区）完成情况: who is first and last of which group, how many keep pace, and the table of all. */
export function countiesSection(
  book: FigureBook,
  input: BulletinInput,
  region: RegionFigures,
  lines: readonly CountyLine[],
): Block[] {
  const ranked = lines.filter((line) => isRanked(line.county))
  return [
    { kind: 'heading', level: 1, text: `各${input.group}完成情况` },
    { kind: 'paragraph', runs: [...standing(book, input, ranked), ...paceCounts(book, input, ranked)] },
    countyTable(book, input, region, lines),
  ]
}

/** 位次 is only said with its group and the group's size. */
function standing(book: FigureBook, input: BulletinInput, ranked: readonly CountyLine[]): Run[] {
  const { group } = input
  if (ranked.length === 0) return say`本期没有参与排名的${group}，仅列示完成情况。`
  const size = groupSize(book, input, ranked)
  if (ranked.length === 1) {
    return say`本期参与排名的${group}仅${ranked[0]?.county.name ?? ''}一家，不排位次；完成率${ranked[0]?.completionRate ?? '—'}。`
  }
  const first = ranked.filter((line) => line.rank?.value === '1')
  const last = ranked.filter((line) => line.rank?.value === ranked.at(-1)?.rank?.value)
  if (first.length === ranked.length) {
    return say`在参与排名的${size}${group}中，完成率均为${first[0]?.completionRate ?? '—'}，位次并列。`
  }
  return say`在参与排名的${size}${group}中，按完成率从高到低排列，${place(book, first)}；${place(book, last)}，排名末位。`
}

/** `青原县完成率72.4%，居第1位`, or `青原县、东湖区完成率均为72.4%，并列第1位`. */
function place(book: FigureBook, lines: readonly CountyLine[]): Run[] {
  const one = lines[0]
  if (!one?.rank || !one.completionRate) return []
  const rank = book.enter({
    id: `${one.rank.id}.said`,
    text: `第${one.rank.text}位`,
    value: one.rank.value,
    unit: '位',
    subject: one.rank.subject,
    formula: one.rank.formula,
    rule: 'rank',
    inputs: one.rank.inputs,
    filter: one.rank.source.filter,
  })
  const names = lines.map((line) => line.county.name).join('、')
  if (lines.length === 1) return say`${names}完成率${one.completionRate}，居${rank}`
  return say`${names}完成率均为${one.completionRate}，并列${rank}`
}

function groupSize(book: FigureBook, input: BulletinInput, ranked: readonly CountyLine[]): Figure {
  return book.enter({
    id: 'group.size',
    text: countText(ranked.length),
    value: String(ranked.length),
    unit: '个',
    subject: `参与排名的${input.group}数`,
    filter: { column: 'rank' },
  })
}

/** Said only where every ranked organisation has a pace, so that the counts make up the group. */
function paceCounts(book: FigureBook, input: BulletinInput, ranked: readonly CountyLine[]): Run[] {
  if (ranked.length < 2 || ranked.some((line) => line.gap === null)) return []
  const behind = ranked.filter((line) => isBehind(line))
  if (behind.length === 0) return say`各参与排名的${input.group}完成率均达到或高于序时进度。`
  if (behind.length === ranked.length) return say`各参与排名的${input.group}完成率均低于序时进度。`
  const count = (id: string, value: number, what: string) =>
    book.enter({
      id,
      text: countText(value),
      value: String(value),
      unit: '个',
      subject: `完成率${what}的${input.group}数`,
      filter: { column: 'gap' },
    })
  const onPace = count('group.onPace', ranked.length - behind.length, '达到或高于序时进度')
  return say`其中，完成率达到或高于序时进度的${onPace}，低于序时进度的${count('group.behind', behind.length, '低于序时进度')}。`
}

/** By the printed figure: a gap that prints as 0 is not called behind. */
function isBehind(line: CountyLine): boolean {
  const points = line.gap?.value ?? '0'
  return !printsAsZero(points) && points.startsWith('-')
}
