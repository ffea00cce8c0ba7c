import type { Cost } from './cost.ts'
import type { Measured } from './files.ts'
import type { FirstPage } from './first-page.ts'
import type { GridMeasured } from './grid.ts'
import type { Grown } from './growth.ts'
import type { Compared } from './requests.ts'
import type { Started } from './start.ts'

/** Tables in Markdown, as docs/performance.md keeps them. */
export function requestsTable(compared: Compared[]): string {
  const rows = compared.map(({ name, ratio, aim, product, minimal }) => [
    name,
    `**${ratio.toFixed(2)} ×**`,
    `≤ ${aim} ×`,
    `${Math.round(product.perSecond)}`,
    `${product.p50.toFixed(1)} / ${product.p95.toFixed(1)}`,
    `${Math.round(minimal.perSecond)}`,
    `${minimal.p50.toFixed(1)} / ${minimal.p95.toFixed(1)}`,
  ])
  return table(
    ['Request', 'Ratio', 'Aim', 'Guatu, a second', 'p50 / p95 ms', 'Minimal, a second', 'p50 / p95 ms'],
    rows,
  )
}

export function costsTable(costs: Cost[]): string {
  const speed = ({ perSecond, p50, p95 }: Cost['with']) => [
    `${Math.round(perSecond)}`,
    `${p50.toFixed(1)} / ${p95.toFixed(1)}`,
  ]
  const rows = costs.map((cost) => [
    cost.name,
    `**${cost.ratio.toFixed(2)} ×**`,
    `${cost.lowest.toFixed(2)}–${cost.highest.toFixed(2)} ×`,
    `≤ ${cost.aim} ×`,
    ...speed(cost.with),
    ...speed(cost.without),
  ])
  const head = [
    'What it costs',
    'Ratio',
    'Half of the rounds',
    'Aim',
    'With, a second',
    'p50 / p95 ms',
    'Without, a second',
    'p50 / p95 ms',
  ]
  return table(head, rows)
}

/** What a question costs in a ledger `times` the size. */
export function growthTable(grown: readonly Grown[], projects: number, times: number): string {
  const rows = grown.map(({ name, small, large }) => [
    name,
    `${small.toFixed(0)} ms`,
    `${large.toFixed(0)} ms`,
    `**${(large / small).toFixed(1)} ×**`,
  ])
  return table(['Question', `${projects} projects`, `${projects * times} projects`, 'Growth'], rows)
}

export function filesTable(files: Measured[]): string {
  const rows = files.map(({ name, seconds, aim, parts, memory }) => [
    name,
    `**${seconds.toFixed(2)} s**`,
    aim === null ? '' : `≤ ${aim} s`,
    parts,
    memory ? [memory.before, memory.peak, memory.after].map((megabytes) => Math.round(megabytes)).join(' / ') : '',
  ])
  return table(['Work', 'Time', 'Aim', 'Of it', 'Memory before / peak / after, MB'], rows)
}

export function startTable(started: Started[]): string {
  const rows = started.map(({ name, answers, list }) => [name, `${answers.toFixed(2)} s`, `${list.toFixed(2)} s`])
  return table(['Start on', 'First answer', 'First list after signing in'], rows)
}

export function pageLines(page: FirstPage | null): string {
  if (!page) return 'First page: not measured in this run.'
  const rows = [
    [
      'First page after signing in',
      `**${Math.round(page.kilobytes)} kB** over the wire`,
      '≤ 350 kB',
      `usable after **${page.seconds.toFixed(2)} s**`,
      '≤ 1 s',
    ],
  ]
  return table(['Page', 'Size', 'Aim', 'Time', 'Aim'], rows)
}

/** The grid of the ledger in headless Chromium. */
export function gridLines(grid: GridMeasured | null): string {
  if (!grid) return 'The grid was not measured: no chromium.'
  const ms = (value: number) => `${Math.round(value)} ms`
  return table(
    ['The grid in a browser', 'Measured', 'Aim'],
    [
      [
        `First rows of ${grid.rows}, from asking for them (the answer alone ${ms(grid.answered)})`,
        `**${ms(grid.firstRows)}**`,
        '≤ 300 ms',
      ],
      ['Frames a second while scrolling', `**${grid.framesPerSecond.toFixed(0)}**`, '60'],
      ['95 of 100 frames within', ms(grid.p95Frame), ''],
      ['Scroll bar drawn elsewhere, until the rows are there', ms(grid.jump), ''],
      ['Sorted by another column', ms(grid.sorted), ''],
    ],
  )
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
