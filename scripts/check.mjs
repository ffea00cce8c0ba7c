// What continuous integration asks of a change. Every step runs, so that one look shows all that is wrong; the
// tests come last, because the browser journeys use what the build made.
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './browser.mjs'
import { buildWeb } from './build.mjs'
import { ensureDependencies, node24, PROJECT, say, spawn24 } from './node24.mjs'

await ensureDependencies()
await ensureBrowser()
const tsc = 'node_modules/typescript7/lib/tsc.js'
const steps = [
  ['格式与规范 biome', () => spawn24(['node_modules/@biomejs/biome/bin/biome', 'ci', '.'])],
  ['类型（服务端）', () => spawn24([tsc, '-p', 'tsconfig.json'])],
  ['类型（网页端）', () => spawn24([tsc, '-p', 'tsconfig.web.json'])],
  ['类型（浏览器里的旅程）', () => spawn24([tsc, '-p', 'tsconfig.journeys.json'])],
  ['引用规则 dependency-cruiser', async () => importRules()],
  ['无用代码 knip', () => spawn24(['node_modules/knip/bin/knip.js'])],
  ['构建 vite', buildWeb],
  ['测试 vitest', () => spawn24(['node_modules/vitest/vitest.mjs', 'run'])],
]
const failed = []
for (const [name, run] of steps) {
  const start = Date.now()
  const code = await run()
  say(`${code === 0 ? '✓' : '✗'} ${name}（${((Date.now() - start) / 1000).toFixed(1)} 秒）`)
  if (code !== 0) failed.push(name)
}
if (failed.length > 0) say(`没有通过：${failed.join('；')}`)
process.exitCode = failed.length > 0 ? 1 : 0

/** With the wrong compiler dependency-cruiser sees no imports and finds no fault: no edges means no check. */
function importRules() {
  const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'
  const rooms = ['kernel', 'platform', 'capabilities', 'app', 'database', 'tests']
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  const { stdout, stderr } = spawnSync(node24(), [cruiser, ...options, ...rooms], {
    cwd: PROJECT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (!stdout) {
    say(stderr)
    return 1
  }
  const { modules, summary } = JSON.parse(stdout)
  const edges = modules.reduce((sum, module) => sum + module.dependencies.filter((to) => !to.couldNotResolve).length, 0)
  for (const { rule, from, to } of summary.violations) say(`  ${rule.name}: ${from} → ${to}`)
  say(`  ${modules.length} 个模块，${edges} 条引用，${summary.error} 处违反`)
  return edges > 0 && summary.error === 0 ? 0 : 1
}
