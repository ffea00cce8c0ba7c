import { examine } from '#platform/doctor/examine.ts'
import type { State } from '#platform/doctor/finding.ts'
import type { Command } from './command.ts'

const MARKS: Record<State, string> = { ok: '正常', warning: '注意', failure: '故障' }

export const doctorCommand: Command = {
  usage: 'doctor',
  about: '检查运行环境、数据库、权限和备份，逐项说明怎么处理',
  options: {},
  alone: async () => {
    const findings = await examine(process.env)
    const count = (state: State) => findings.filter((finding) => finding.state === state).length
    const [warnings, failures] = [count('warning'), count('failure')]
    const lines = findings.map(({ state, says }) => `[${MARKS[state]}] ${says}`)
    const sum =
      failures + warnings === 0 ? '全部正常。' : `故障 ${failures} 项，注意 ${warnings} 项，请按上面的说明处理。`
    return {
      json: { ok: failures === 0, warnings, failures, findings },
      lines: [...lines, sum],
      status: failures > 0 ? 1 : 0,
    }
  },
}
