import { conflict } from '#kernel/problem.ts'
import { DEMO_PASSWORD, prepareRegion } from '../region.ts'
import type { Command } from './command.ts'

export const demoCommand: Command = {
  usage: 'demo',
  about: '在空数据库中载入演示地区（数据均为虚构）',
  options: {},
  run: async (session) => {
    const { lines, loadedDemo } = await prepareRegion(session.ownerUrl, { demo: true, now: new Date() })
    if (!loadedDemo) {
      throw conflict('not_empty', '数据库中已有数据，没有载入演示地区。请换一个空的 GUATU_DATA 目录。')
    }
    return { json: { loaded: true, password: DEMO_PASSWORD }, lines }
  },
}
