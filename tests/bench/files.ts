import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeCsv } from '#platform/excel/write-csv.ts'
import { type WrittenValue, writeWorkbook } from '#platform/excel/write-workbook.ts'
import { send, type Target } from './load.ts'
import { ended, spawnNode, watchingMemory } from './processes.ts'

export type Format = 'xlsx' | 'csv'
export type LedgerFiles = Record<Format, { path: string; bytes: Buffer; rows: number }>
/** Seconds, and MB of resident memory of the server with its children: before, highest, after. */
export type Measured = {
  name: string
  aim: number | null
  seconds: number
  parts: string
  memory: { before: number; peak: number; after: number } | null
}

const HEADINGS = [
  ...[
    '序号',
    '县区',
    '乡镇',
    '项目名称',
    '建设单位',
    '建设地点',
    '所属行业',
    '建设性质',
    '建设规模及主要内容',
    '总投资',
  ],
  ...[
    '2026年计划投资',
    '2026年1-10月完成投资',
    '计划开工时间',
    '竣工时间',
    '建设阶段',
    '形象进度',
    '存在问题',
    '责任单位',
    '包联领导',
    '联系人',
  ],
]

/** A ledger of 20 columns as an office keeps it, as .xlsx and as .csv, in `folder`. */
export async function makeLedgerFiles(
  folder: string,
  rows: number,
  counties: readonly string[],
  towns: readonly string[],
): Promise<LedgerFiles> {
  const columns = HEADINGS.map(() => ({ kind: 'auto' as const }))
  const headerRows = [['测量市2026年重点项目台账'], ['截至2026年10月31日　单位：万元'], HEADINGS]
  const lines = () => ledgerLines(rows, counties, towns)
  const xlsx = await collected(writeWorkbook([{ name: '台账', columns, headerRows, rows: lines() }]))
  const csv = await collected(writeCsv([...headerRows, ...lines()]))
  const kept = async (format: Format, bytes: Buffer) => {
    const path = join(folder, `台账.${format}`)
    await writeFile(path, bytes)
    return { path, bytes, rows }
  }
  return { xlsx: await kept('xlsx', xlsx), csv: await kept('csv', csv) }
}

/** A ledger of the usual size, sent up and shown: what a person waits for before deciding. */
export async function previewOverHttp(
  target: Target,
  pid: number,
  file: LedgerFiles[Format],
  { format, aim }: { format: Format; aim: number },
): Promise<Measured> {
  const watched = await watchingMemory(pid, async () => {
    const began = performance.now()
    const preview = await upload(target, file.bytes, `台账.${format}`)
    if (!preview.ready || preview.summary.added !== file.rows)
      throw new Error(`preview: ${JSON.stringify(preview.summary)}`)
    return performance.now() - began
  })
  return {
    name: `Preview of an import of ${file.rows} rows × ${HEADINGS.length}, ${format}`,
    aim,
    seconds: watched.result / 1000,
    parts: 'sent, read, compared',
    memory: watched,
  }
}

/** A ledger as it came from the web: sent up and shown, then written. Two requests, as a person makes them. */
export async function importOverHttp(
  target: Target,
  pid: number,
  file: LedgerFiles[Format],
  format: Format,
): Promise<Measured> {
  let previewed = 0
  const watched = await watchingMemory(pid, async () => {
    const began = performance.now()
    const preview = await upload(target, file.bytes, `台账.${format}`)
    previewed = performance.now() - began
    if (!preview.ready || preview.summary.added !== file.rows)
      throw new Error(`import preview: ${JSON.stringify([preview.summary, preview.questions.slice(0, 3)])}`)
    const written = await send(target, { method: 'POST', path: `/api/imports/${preview.id}/writing`, body: {} })
    if (written.status !== 200) throw new Error(`import: ${written.body.toString('utf8').slice(0, 500)}`)
    return performance.now() - began
  })
  const seconds = watched.result / 1000
  const parts = `preview ${(previewed / 1000).toFixed(2)} s, writing ${(seconds - previewed / 1000).toFixed(2)} s`
  return {
    name: `Import of ${file.rows} rows × ${HEADINGS.length} over HTTP, ${format}`,
    aim: null,
    seconds,
    parts,
    memory: watched,
  }
}

/** The same by the command line, process start included. */
export async function importByCommand(
  env: Record<string, string>,
  file: LedgerFiles[Format],
  format: Format,
  aim: number,
): Promise<Measured> {
  const began = performance.now()
  const child = spawnNode(['app/cli.ts', 'import', file.path], env)
  const watched = await watchingMemory(
    child.pid!,
    async () => await new Promise<number | null>((resolve) => child.once('exit', resolve)),
  )
  const seconds = (performance.now() - began) / 1000
  if (watched.result !== 0) throw new Error(`guatu import ended with ${watched.result}`)
  await ended(child)
  return {
    name: `Import of ${file.rows} rows × ${HEADINGS.length} by the command line, ${format}`,
    aim,
    seconds,
    parts: 'start of the process included',
    memory: watched,
  }
}

/** The whole ledger leaves as a file; the reader keeps nothing but its digest. */
export async function exportOverHttp(target: Target, pid: number, format: Format, aim: number): Promise<Measured> {
  const watched = await watchingMemory(pid, async () => {
    const began = performance.now()
    const { status, body } = await send(target, { path: `/api/ledger-export?format=${format}` })
    if (status !== 200) throw new Error(`export: ${status}`)
    return {
      seconds: (performance.now() - began) / 1000,
      megabytes: body.length / 1e6,
      digest: createHash('sha256').update(body).digest('hex'),
    }
  })
  const { seconds, megabytes } = watched.result
  return {
    name: `Export of the whole ledger, ${format}`,
    aim,
    seconds,
    parts: `${megabytes.toFixed(1)} MB`,
    memory: watched,
  }
}

async function upload(target: Target, bytes: Buffer, fileName: string): Promise<any> {
  const boundary = 'guatu-bench-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${encodeURIComponent(fileName)}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const form = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  const answer = await send(
    target,
    { method: 'POST', path: '/api/imports' },
    { bytes: form, type: `multipart/form-data; boundary=${boundary}` },
  )
  if (answer.status !== 200) throw new Error(`upload: ${answer.body.toString('utf8').slice(0, 500)}`)
  return JSON.parse(answer.body.toString('utf8'))
}

const STAGES = ['在建', '在建', '在建', '开工', '竣工', '前期', '签约']
const SPONSORS = ['赵立新', '钱文博', '孙建国', '李晓明', '周海燕']
const CONTACTS = ['吴志强', '郑玉兰', '王德胜', '冯春生', '陈国栋', '褚卫东', '蒋丽华']
const TRADES = ['粮食仓储', '污水处理', '新能源电池', '装备制造', '冷链物流', '高标准农田', '老旧小区改造', '乡村道路']

function* ledgerLines(rows: number, counties: readonly string[], towns: readonly string[]): Generator<WrittenValue[]> {
  for (let n = 1; n <= rows; n++) {
    const trade = TRADES[n % TRADES.length]!
    const plan = 800 + ((n * 37) % 90_000)
    yield [
      ...[
        n,
        counties[n % counties.length]!,
        towns[Math.floor(n / counties.length) % towns.length]!,
        `${trade}项目第${n}号`,
        `${trade}建设有限公司${n % 700}`,
      ],
      ...[
        `工业大道${n % 300}号`,
        trade,
        n % 3 ? '新建' : '扩建',
        `新建厂房${(n % 90) + 10}亩，购置设备${n % 200}台（套），配套道路管网。`,
      ],
      ...[
        plan * 3 + 0.25,
        plan,
        Math.round(plan * (0.4 + (n % 50) / 100) * 100) / 100,
        '2026年3月',
        '2027年12月',
        STAGES[n % STAGES.length]!,
      ],
      ...[
        `主体工程完成${n % 100}%`,
        n % 9 ? null : '用地手续未办结',
        '发展和改革局',
        SPONSORS[n % SPONSORS.length]!,
        CONTACTS[n % CONTACTS.length]!,
      ],
    ]
  }
}

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}
