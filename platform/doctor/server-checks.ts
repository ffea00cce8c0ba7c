import type { ServerFacts } from './facts-store.ts'
import { type Finding, finder } from './finding.ts'

const EXTENSIONS = ['ltree', 'pg_trgm']
const DRIFT_WARNING_MS = 5_000
const DRIFT_FAILURE_MS = 60_000

/** What the PostgreSQL server is, as its facts tell; `now` is this process's time at the same moment. */
export function serverChecks(facts: ServerFacts, now: Date): Finding[] {
  return [
    versionCheck(facts),
    localeCheck(facts),
    extensionCheck(facts),
    ...settingChecks(facts),
    driftCheck(facts, now),
  ]
}

function versionCheck({ version }: ServerFacts): Finding {
  const found = finder('postgresql')
  const text = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`
  return version >= 150_000
    ? found.ok(`${text}，版本合适。`)
    : found.failure(`${text}，需要 15 或更新的版本。请升级数据库服务器。`)
}

function localeCheck({ encoding, ctype }: ServerFacts): Finding {
  const found = finder('locale')
  if (encoding === 'UTF8' && !['C', 'POSIX'].includes(ctype)) return found.ok(`编码 ${encoding}，字符分类 ${ctype}。`)
  return found.failure(
    `编码 ${encoding}、字符分类 ${ctype}，检索不到中文。请新建库（create database guatu encoding 'UTF8' locale 'C.UTF-8' template template0），` +
      '把 DATABASE_URL 指向它，再用 guatu restore 恢复备份。',
  )
}

function extensionCheck({ extensions }: ServerFacts): Finding {
  const found = finder('extensions')
  const missing = EXTENSIONS.filter((name) => !extensions.includes(name))
  if (missing.length === 0) return found.ok(`扩展 ${EXTENSIONS.join('、')} 已启用。`)
  return found.failure(
    `缺少扩展 ${missing.join('、')}。请数据库管理员执行：${missing.map((name) => `create extension ${name};`).join(' ')}`,
  )
}

function settingChecks({ settings }: ServerFacts): Finding[] {
  const durable = finder('durability')
  const off = ['fsync', 'full_page_writes'].filter((name) => settings[name] === 'off')
  const lost =
    off.length > 0 ? durable.failure(`${off.join('、')} 已关闭，断电会毁坏数据。请改为 on 并重启数据库。`) : null
  const late =
    settings.synchronous_commit === 'off'
      ? durable.warning('synchronous_commit 已关闭，断电会丢失最近保存的内容。请改为 on。')
      : null
  const sums = finder('checksums')
  return [
    lost ?? late ?? durable.ok('断电保护（fsync、full_page_writes）已开启。'),
    settings.data_checksums === 'on'
      ? sums.ok('数据页校验已开启。')
      : sums.warning('数据页校验未开启，磁盘悄悄出错时发现不了。请停库后执行 pg_checksums --enable。'),
  ]
}

function driftCheck({ at, knowsChina }: ServerFacts, now: Date): Finding {
  const found = finder('databaseClock')
  if (!knowsChina)
    return found.failure('数据库缺少 Asia/Shanghai 的时区数据。请安装数据库服务器的时区数据包（tzdata）。')
  const drift = Math.abs(at.getTime() - now.getTime())
  const text = `数据库与本机时间相差 ${(drift / 1000).toFixed(1)} 秒`
  if (drift > DRIFT_FAILURE_MS) return found.failure(`${text}，截止时间和记录会出错。请让两台机器向同一时间源校时。`)
  if (drift > DRIFT_WARNING_MS) return found.warning(`${text}。请让两台机器向同一时间源校时。`)
  return found.ok(`${text}。`)
}
