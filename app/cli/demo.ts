import { DEMO_PASSWORD, prepareRegion } from '../region.ts'
import type { Command } from './command.ts'

export const demoCommand: Command = {
  usage: 'demo',
  about: '在空数据库中载入演示地区（数据均为虚构）',
  options: {},
  run: async (session) => {
    const { lines, loadedDemo: loaded } = await prepareRegion(session.ownerUrl, { demo: true, now: new Date() })
    const refusal = '数据库中已有数据，没有载入演示地区。请换一个空的 GUATU_DATA 目录。'
    return {
      json: { loaded, ...(loaded ? { password: DEMO_PASSWORD } : {}) },
      lines: loaded ? lines : [refusal],
      status: loaded ? 0 : 1,
    }
  },
}
