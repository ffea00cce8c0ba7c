import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Finding, finder } from './finding.ts'

const GB = 1024 ** 3
const NODE_NEEDED = 24

/** What the machine offers, without a database. */
export async function machineChecks(env: NodeJS.ProcessEnv, dataDir: string): Promise<Finding[]> {
  return [
    nodeCheck(),
    zoneCheck(),
    yearCheck(new Date()),
    ...folderChecks(dataDir),
    await portCheck(env),
    ...exposureCheck(env),
  ]
}

function nodeCheck(): Finding {
  const found = finder('node')
  const major = Number(process.versions.node.split('.')[0])
  if (major >= NODE_NEEDED) return found.ok(`Node.js ${process.versions.node}，版本合适。`)
  return found.failure(
    `Node.js 是 ${process.versions.node}，需要 ${NODE_NEEDED} 或更新的版本。请用 npm start、npm run guatu 运行，它们自带所需版本。`,
  )
}

/** Months, deadlines and days of the record follow China's time whatever the machine's own zone is. */
function zoneCheck(): Finding {
  const found = finder('timezone')
  try {
    const hour = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' })
    if (hour.format(new Date('2026-01-01T00:00:00Z')) === '08') return found.ok('时区数据齐全（Asia/Shanghai）。')
  } catch {
    // said below
  }
  return found.failure(
    '运行环境缺少 Asia/Shanghai 的时区数据，月份和截止时间会算错。请安装完整的 Node.js（含 ICU 数据）。',
  )
}

function yearCheck(now: Date): Finding {
  const found = finder('clock')
  const year = now.getUTCFullYear()
  if (year >= 2026 && year < 2100) return found.ok(`系统时间 ${now.toISOString()}。`)
  return found.failure(
    `系统时间是 ${year} 年，明显不对，记录和截止时间都会出错。请校准系统时间（如启用 chrony、ntpd）。`,
  )
}

function folderChecks(dataDir: string): Finding[] {
  const backups = join(dataDir, 'backups')
  return [
    writeCheck(dataDir),
    spaceCheck('diskSpace', dataDir),
    ...(existsSync(backups) ? [spaceCheck('backupSpace', backups)] : []),
  ]
}

function writeCheck(folder: string): Finding {
  const found = finder('dataFolder')
  const probe = join(folder, `.doctor-${process.pid}`)
  try {
    writeFileSync(probe, '', { flag: 'wx', mode: 0o600 })
    return found.ok(`数据目录 ${folder} 可以写入。`)
  } catch (error) {
    return found.failure(
      `数据目录 ${folder} 不能写入（${(error as Error).message}）。请检查权限和磁盘，或用 GUATU_DATA 指定其他目录。`,
    )
  } finally {
    rmSync(probe, { force: true })
  }
}

function spaceCheck(check: string, folder: string): Finding {
  const found = finder(check)
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const text = `${folder} 所在磁盘剩余 ${(free / GB).toFixed(1)} GB`
  if (free < GB / 2) return found.failure(`${text}，随时可能写满，写满后无法保存。请立即清理或扩容。`)
  if (free < 4 * GB) return found.warning(`${text}，偏少。请清理旧备份或扩容。`)
  return found.ok(`${text}。`)
}

async function portCheck(env: NodeJS.ProcessEnv): Promise<Finding> {
  const found = finder('port')
  const port = Number(env.PORT ?? 8080)
  const host = env.HOST ?? '127.0.0.1'
  const code = await listenOnce(port, host)
  if (!code) return found.ok(`端口 ${port} 空闲。`)
  if (code === 'EACCES') return found.failure(`没有权限使用端口 ${port}。请用 PORT 换 1024 以上的端口。`)
  if (code !== 'EADDRINUSE') return found.failure(`不能在 ${host}:${port} 上提供服务（${code}）。请检查 HOST 和 PORT。`)
  const version = await ourVersionAt(port, host)
  if (version) return found.ok(`端口 ${port} 上正在运行本系统（版本 ${version}）。`)
  return found.failure(`端口 ${port} 被其他程序占用。请关闭它，或换一个端口：PORT=${port + 1} npm start`)
}

/** The code of what hinders listening there, or null. */
function listenOnce(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)))
  })
}

async function ourVersionAt(port: number, host: string): Promise<string | null> {
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  try {
    const answer = await fetch(`http://${reachable}:${port}/healthz`, { signal: AbortSignal.timeout(3_000) })
    const { status, version } = (await answer.json()) as { status?: string; version?: string }
    return status === 'ok' && version ? version : null
  } catch {
    return null
  }
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** Beyond this machine passwords travel in clear unless a TLS proxy stands in front; one on this machine reaches loopback. */
function exposureCheck(env: NodeJS.ProcessEnv): Finding[] {
  const found = finder('exposure')
  const host = env.HOST ?? '127.0.0.1'
  if (LOOPBACK.includes(host)) return [found.ok(`只监听本机（${host}），由本机的 TLS 反向代理对外服务。`)]
  if (!env.GUATU_TRUST_PROXY) {
    return [
      found.warning(
        `服务直接监听 ${host}，其他机器访问时口令不加密。请在前面架设 TLS 反向代理（如 nginx）：代理在本机时改用 HOST=127.0.0.1，` +
          '在另一台机器时设置 GUATU_TRUST_PROXY=代理的地址。',
      ),
    ]
  }
  return [found.ok(`监听 ${host}，信任代理 ${env.GUATU_TRUST_PROXY}。请用防火墙只放行该代理访问本端口。`)]
}
