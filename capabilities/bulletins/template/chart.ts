import { type Figure, isMissing } from '#capabilities/figures/public.ts'
import { percentNumber } from '#kernel/ratio.ts'
import type { PictureBlock } from '#platform/word/document-model.ts'
import { widthInCharacters } from '#platform/word/document-model.ts'
import { itemsOf } from './lists.ts'
import { textOf } from './pieces.ts'
import { say } from './say.ts'
import { figureAt, type Here, type Item } from './scene.ts'
import type { Chart, FigureValue } from './syntax.ts'

/** In px of the picture: a type area of 156 mm is 590 px at 96 to the inch. */
const WIDTH = 590
/** Many bars stand closer, so that a chart is never more than a third of a page. */
const rowHeight = (count: number) => (count > 10 ? 15 : count > 6 ? 17 : 24)
const BAR = 11
const TOP = 14
const SIZE = 14
const FAMILY = "'仿宋_GB2312','FangSong','仿宋','Noto Serif CJK SC','SimSun',serif"
const INK = '#222222'
const LIGHT_COLOURS = { green: '#2e7d4f', yellow: '#d9a200', red: '#c0392b', grey: '#9aa0a6' } as const
const LIGHT_NAMES = { green: '绿灯', yellow: '黄灯', red: '红灯', grey: '灰灯' } as const

/** Bars of a list, one below the other in its order: of one figure, or of the four lights. Null when nobody has the figure. */
export function chartBlock(here: Here, { list, of, title }: Chart): PictureBlock | null {
  const items = itemsOf(here, list)
  const drawn = of === 'lights' ? lightBars(here, items) : figureBars(here, items, of)
  if (drawn.rows.length === 0) return null
  const left = Math.max(...drawn.rows.map(({ name }) => widthInCharacters(name))) * SIZE + 12
  const row = rowHeight(drawn.rows.length)
  const bottom = TOP + drawn.rows.length * row
  const height = bottom + 26
  const scale = (WIDTH - left - drawn.room) / drawn.most
  const bars = drawn.rows.map((one, index) => barOf(one, TOP + index * row, left, scale))
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FAMILY}" font-size="${SIZE}" fill="${INK}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    // the line of the pace lies below the bars, so that it crosses no number
    ...(drawn.mark ? [markOf(drawn.mark, left, scale, bottom)] : []),
    ...bars,
    ...(of === 'lights' ? [legend(left, height - 10)] : []),
    '</svg>',
  ].join('')
  return {
    kind: 'picture',
    ...(title === '' ? {} : { caption: title }),
    svg,
    width: WIDTH,
    height,
    alt: `${title === '' ? '图' : title}：${drawn.rows.map(({ name, label }) => `${name}${label}`).join('，')}`,
    figureIds: drawn.rows.flatMap(({ ids }) => ids),
  }
}

interface Row {
  name: string
  label: string
  parts: { value: number; colour: string; text?: string }[]
  ids: string[]
}
interface Drawn {
  rows: Row[]
  /** The largest value. */
  most: number
  /** Kept free at the right, for the labels. */
  room: number
  mark?: { value: number; label: string }
}

function figureBars(here: Here, items: readonly Item[], of: FigureValue): Drawn {
  const rows = items.flatMap((item): (Row & { value: number })[] => {
    const figure = figureAt({ ...here, item }, of)
    if (isMissing(figure)) return []
    const value = Math.max(0, Number(figure.value))
    const label = labelOf(here, figure, of)
    const parts = [{ value, colour: '#1f4e79' }]
    return [{ name: item.words.名称 ?? '', label, value, parts, ids: [figure.id] }]
  })
  const pace = of.subject === 'completionRate' ? figureAt({ ...here, item: null }, { ...of, subject: 'pace' }) : null
  const mark =
    pace && !isMissing(pace) ? { value: Number(pace.value), label: `序时进度${percentNumber(pace.value)}%` } : undefined
  const room = Math.max(0, ...rows.map(({ label }) => widthInCharacters(label))) * SIZE + 14
  return {
    rows,
    most: Math.max(1e-9, mark?.value ?? 0, ...rows.map(({ value }) => value)),
    room,
    ...(mark ? { mark } : {}),
  }
}

function labelOf({ scene }: Here, figure: Figure, value: FigureValue): string {
  const plain = { ...value, form: { ...value.form, isPlain: true } }
  return textOf(say({ figure, value: plain, from: [], scope: scene.words.全域, than: scene.words.上期末 }))
}

function lightBars(here: Here, items: readonly Item[]): Drawn {
  const lights = ['green', 'yellow', 'red', 'grey'] as const
  const rows = items.map((item): Row => {
    const counts = lights.flatMap((light) => {
      const figure = figureAt({ ...here, item }, { kind: 'figure', subject: `light.${light}`, form: {} })
      return isMissing(figure) ? [] : [{ light, figure }]
    })
    return {
      name: item.words.名称 ?? '',
      label: counts.map(({ light, figure }) => `${LIGHT_NAMES[light]}${figure.value}`).join('、'),
      parts: counts.map(({ light, figure }) => {
        return { value: Number(figure.value), colour: LIGHT_COLOURS[light], text: figure.value }
      }),
      ids: counts.map(({ figure }) => figure.id),
    }
  })
  const most = Math.max(1, ...rows.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)))
  return { rows, most, room: 20 }
}

/** Colour never stands alone: each part carries its number, and the label what is drawn. */
function barOf({ name, label, parts }: Row, y: number, left: number, scale: number): string {
  let x = left
  const drawn = parts.map(({ value, colour, text }) => {
    const width = value * scale
    const at = x
    x += width
    const number =
      text && width > 12
        ? `<text x="${px(at + width / 2)}" y="${px(y + BAR / 2 + 5)}" text-anchor="middle" fill="#ffffff" font-size="12">${text}</text>`
        : ''
    return `<rect x="${px(at)}" y="${px(y)}" width="${px(width)}" height="${BAR}" fill="${colour}"/>${number}`
  })
  const end = parts.some(({ text }) => text)
    ? ''
    : `<text x="${px(x + 6)}" y="${px(y + 11)}" stroke="#ffffff" stroke-width="4" paint-order="stroke">${escaped(label)}</text>`
  return `<text x="${left - 8}" y="${px(y + 11)}" text-anchor="end">${escaped(name)}</text>${drawn.join('')}${end}`
}

function markOf(
  { value, label }: { value: number; label: string },
  left: number,
  scale: number,
  bottom: number,
): string {
  const x = px(left + value * scale)
  return `<line x1="${x}" y1="${TOP - 8}" x2="${x}" y2="${bottom}" stroke="#c0392b" stroke-dasharray="4 3"/><text x="${x}" y="${bottom + 15}" text-anchor="middle" fill="#c0392b">${escaped(label)}</text>`
}

function legend(left: number, y: number): string {
  return (['green', 'yellow', 'red', 'grey'] as const)
    .map(
      (light, index) =>
        `<rect x="${left + index * 80}" y="${y - 10}" width="10" height="10" fill="${LIGHT_COLOURS[light]}"/><text x="${left + index * 80 + 15}" y="${y}">${LIGHT_NAMES[light]}</text>`,
    )
    .join('')
}

function px(length: number): string {
  return length.toFixed(1).replace(/\.0$/, '')
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
