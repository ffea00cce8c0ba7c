import type { Secrets } from '#platform/secrets/secrets.ts'
import type { FoundBase } from './base-lines.ts'

/** Names the key under which exported workbooks are signed. */
export const BASE_PURPOSE = 'ledger base'

/** Why the base of a workbook cannot be used. */
export type BaseFault = 'keyless' | 'damaged' | 'headless' | 'foreign' | 'altered' | 'future'

/** Whether this installation wrote the base and nobody changed it since; null when all is well. */
export function faultOf(
  { head, digest, signature }: Pick<FoundBase, 'head' | 'digest' | 'signature'>,
  secrets: Secrets | null,
): BaseFault | null {
  if (!secrets) return 'keyless'
  if (head.form !== 1) return 'future'
  if (head.keyId !== secrets.keyId) return 'foreign'
  return secrets.isSigned(BASE_PURPOSE, digest, signature) ? null : 'altered'
}

/** What the fault means for the person who imports. */
export const FAULT_SENTENCES: Record<BaseFault, string> = {
  keyless: '这里没有系统密钥，不能核验这份文件的底稿。下面按文件与台账现状逐格比较，请逐项核对。',
  damaged: '这份文件是从本系统导出的，但隐藏的底稿不完整，不能分辨是谁改的。下面按文件与台账现状逐格比较，请逐项核对。',
  headless: '这份文件是从本系统导出的，但工作表里找不到原来的表头。下面按文件与台账现状逐格比较，请逐项核对。',
  foreign: '这份文件是从另一套系统导出的，底稿不能采用。下面按文件与台账现状逐格比较，请逐项核对。',
  altered: '这份文件的底稿被改动过，不能采用。下面按文件与台账现状逐格比较，请逐项核对。',
  future: '这份文件由更新的版本导出，底稿读不了。下面按文件与台账现状逐格比较，请逐项核对，或先升级系统。',
}
