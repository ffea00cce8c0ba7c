import Big from 'big.js'
import {
  isBegun,
  isMissing,
  isStartDue,
  ownRows,
  type PlacedRow,
  partsOf,
  planStateOf,
  type Whose,
  whoseName,
} from '#capabilities/figures/public.ts'
import { STAGE_WORDS, type Stage } from '#capabilities/ledger/public.ts'
import { yearOf } from '#kernel/period.ts'
import { figureAt, type Here, holds, type Item } from './scene.ts'
import type { List, ListName } from './syntax.ts'

/** The items of a list in their order, cut where the list says; a place shared at the cut takes all who share it. */
export function itemsOf(here: Here, list: List): Item[] {
  const everyone = list.of.endsWith('项目') ? projects(here, list.of) : units(here, list.of)
  const wanted = list.where ? everyone.filter((item) => holds({ ...here, item }, list.where!)) : everyone
  const sorted = list.by ? sortedBy(here, list, wanted) : wanted
  const items = taken(here, list, sorted)
  if (items.length > here.left.items) {
    here.holes.push({ at: 0, sentence: '清单太长，一篇文稿最多列2万项，后面的没有印出。请用“前”“后”或“其中”减少。' })
    return []
  }
  here.left.items -= items.length
  return items.map((item, index) => ({
    ...item,
    ordinal: index + 1,
    words: { ...item.words, 序号: String(index + 1) },
  }))
}

function units(here: Here, of: ListName): Item[] {
  const { material } = here.scene.book
  const all = partsOf(material, material.now)
  const inOrder = all.map((whose) => unit(here, whose))
  if (of === '未按时报送单位') return inOrder.filter((item) => isUnpunctual(here, item.whose))
  const rank = ({ whose }: Item) =>
    (whose.kind === 'member' && material.members.find(({ orgId }) => orgId === whose.orgId)?.rank) || null
  const ranked = inOrder.filter((item) => rank(item) !== null).sort((a, b) => rank(a)! - rank(b)!)
  return of === '参评单位' ? ranked : [...ranked, ...inOrder.filter((item) => rank(item) === null)]
}

function unit(here: Here, whose: Whose): Item {
  const { material } = here.scene.book
  const worst = lagging(ownRows(material.now, whose)).find(({ problems }) => (problems ?? '').trim() !== '')
  const isTied = whose.kind === 'member' && material.members.some((one) => one.orgId === whose.orgId && one.isTied)
  return {
    whose,
    ordinal: 0,
    words: {
      名称: whoseName(material, whose),
      主要问题: worst ? `${worst.projectName}：${problemOf(worst)}` : '',
      并列: isTied ? '并列' : '',
    },
  }
}

function isUnpunctual({ scene }: Here, whose: Whose): boolean {
  return ownRows(scene.book.material.now, whose).some((row) => !row.isReported || row.isLate)
}

function projects({ scene, item }: Here, of: ListName): Item[] {
  const { material } = scene.book
  const { now } = material
  const rows = ownRows(now, item?.whose ?? { kind: 'region' })
  const isNew = (row: PlacedRow) => planStateOf(row, yearOf(now.month)).state === 'new'
  const picked = {
    项目: () => rows,
    滞后项目: () => lagging(rows),
    红灯项目: () => lagging(rows).filter(({ light }) => light === 'red'),
    黄灯项目: () => lagging(rows).filter(({ light }) => light === 'yellow'),
    逾期未开工项目: () => rows.filter((row) => isNew(row) && isStartDue(row, now.cutoffOn) && !isBegun(row)),
    新开工项目: () => rows.filter((row) => isNew(row) && isBegun(row)),
    竣工项目: () => rows.filter(({ stage }) => stage !== null && FINISHED.has(stage)),
  }[of as `${string}项目` & ListName]()
  return picked.map((row) => project(row, material.ownLevel))
}

const FINISHED: ReadonlySet<string> = new Set(['completed', 'inProduction', 'atCapacity', 'returnsAchieved'])

function project(row: PlacedRow, ownLevel: string): Item {
  return {
    whose: { kind: 'project', projectId: row.projectId, name: row.projectName },
    ordinal: 0,
    row,
    words: {
      名称: row.projectName,
      单位: row.countyName ?? ownLevel,
      问题: problemOf(row),
      问题摘要: problemOf(row).split(/[，。；：,;]/)[0]!,
      灯色: LIGHT_WORDS[row.light] ?? '',
      阶段: row.stage ? STAGE_WORDS[row.stage as Stage] : '',
      计划开工: plannedText(row.plannedStart),
    },
  }
}

const LIGHT_WORDS: Record<string, string> = { red: '红', yellow: '黄', green: '绿', grey: '灰' }

/** `2026-03-15` reads 2026年3月; a bare year is one. */
function plannedText(planned: string | null): string {
  if (planned === null) return '未填报'
  const [year, month] = planned.split('-')
  return month === undefined ? `${year}年` : `${year}年${Number(month)}月`
}

/** Of a problem a document prints this much. */
const PROBLEM_LENGTH = 60

function problemOf({ problems }: PlacedRow): string {
  // it stands inside sentences, which end by themselves
  const plain = (problems ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[。；，、.;,]+$/u, '')
  if (plain === '') return '未说明'
  return plain.length > PROBLEM_LENGTH ? `${plain.slice(0, PROBLEM_LENGTH)}……` : plain
}

/** Red before yellow, then the furthest behind pace first; those without a rate come last in their light. */
function lagging(rows: readonly PlacedRow[]): PlacedRow[] {
  return rows
    .filter(({ light }) => light === 'red' || light === 'yellow')
    .sort((a, b) =>
      a.light === b.light ? behind(b).cmp(behind(a)) || a.projectId - b.projectId : a.light === 'red' ? -1 : 1,
    )
}

function behind({ annualPlan, completedYtd, pace }: PlacedRow): Big {
  if (annualPlan === null || pace === null || new Big(annualPlan).lte(0)) return new Big(-1_000_000)
  return new Big(pace).minus(new Big(completedYtd ?? 0).times(100).div(annualPlan))
}

function valueIn(here: Here, list: List, item: Item): Big | null {
  if (!list.by) return null
  const answer = figureAt({ ...here, item }, list.by.value)
  return isMissing(answer) ? null : new Big(answer.value)
}

/** Who has no such figure comes last, whichever way the list is sorted. A rank is best when it is small. */
function sortedBy(here: Here, list: List, items: readonly Item[]): Item[] {
  const { isAscending = false, value } = list.by!
  const sign = isAscending !== (value.subject === 'rank') ? 1 : -1
  const keyed = items.map((item, index) => ({ item, index, value: valueIn(here, list, item) }))
  return keyed
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null) || a.index - b.index
      return sign * a.value.cmp(b.value) || a.index - b.index
    })
    .map(({ item }) => item)
}

function taken(here: Here, list: List, items: Item[]): Item[] {
  const { take } = list
  if (!take || items.length <= take.count) return items
  // the last of a ranking are taken from those that have a figure
  const known = list.by ? items.filter((item) => valueIn(here, list, item) !== null) : items
  if (take.from === 'first') return withTies(here, list, known, take.count)
  return withTies(here, list, known.toReversed(), take.count).toReversed()
}

function withTies(here: Here, list: List, items: Item[], count: number): Item[] {
  const last = items[count - 1]
  const cut = last && list.by ? valueIn(here, list, last) : null
  let end = count
  while (cut !== null && end < items.length && valueIn(here, list, items[end]!)?.eq(cut)) end += 1
  return items.slice(0, end)
}
