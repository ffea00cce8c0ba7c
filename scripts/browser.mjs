import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say } from './node24.mjs'

const PACKAGES = ['chromium', 'fonts-noto-cjk']

/** The browser journeys need Debian's chromium and a Chinese font: installs what is missing, if it may. */
export async function ensureBrowser() {
  const missing = PACKAGES.filter((name) => (name === 'chromium' ? !hasChromium() : !hasChineseFont()))
  if (missing.length === 0) return
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (mayInstall) {
    say(`正在安装浏览器测试所需的 ${missing.join('、')}（apt-get）……`)
    const installed = apt(['update']) && apt(['install', '-y', '--no-install-recommends', ...missing])
    if (installed && hasChromium() && hasChineseFont()) return
  }
  say(
    `浏览器测试缺少 ${missing.join('、')}，${mayInstall ? '自动安装没有成功' : '而当前用户不能安装系统软件'}。请任选一种办法：\n` +
      `  1. 由管理员执行：apt-get update && apt-get install -y ${missing.join(' ')}，然后重新运行 npm test；\n` +
      '  2. 只运行不需要浏览器的测试：npm test -- --project rules --project server。',
  )
  process.exit(1)
}

function hasChromium() {
  return existsSync('/usr/bin/chromium')
}

function hasChineseFont() {
  if (existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) return true
  return (spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout ?? '').trim() !== ''
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 'ignore', 2], env }).status === 0
}
