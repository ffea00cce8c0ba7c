import { STAGE_WORDS } from '../wording.ts'
import type { Library, MoveKind, Place } from './rules.ts'

/** The office's words for moves and libraries, as refusals and files print them. */
export const MOVE_WORDS: Record<MoveKind, string> = {
  entry: '入库',
  promotion: '调入建设库',
  demotion: '调回储备库',
  completion: '出库',
  reopening: '调回建设库',
  suspension: '停工',
  resumption: '复工',
  withdrawal: '退库',
  reentry: '重新入库',
  priorityOn: '列入重点',
  priorityOff: '移出重点',
}
export const LIBRARY_WORDS: Record<Library, string> = {
  reserve: '储备库',
  construction: '建设库',
  completed: '竣工库',
}

/** `建设库、停工、重点` */
export function placeText({ library, stage, isPriority }: Place): string {
  const words = stage === null ? '阶段未填' : (STAGE_WORDS as Record<string, string>)[stage]
  return [LIBRARY_WORDS[library], words ?? stage, isPriority ? '重点' : null].filter(Boolean).join('、')
}
