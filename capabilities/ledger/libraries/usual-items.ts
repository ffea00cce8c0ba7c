import type { CHECK_KINDS } from './check-contract.ts'

/** What most projects have to go through, in the order of doing: a list to begin with, shortened and dated by the office. */
export const USUAL_ITEMS: readonly { kind: (typeof CHECK_KINDS)[number]; title: string }[] = [
  { kind: 'approval', title: '立项批复（备案）' },
  { kind: 'approval', title: '环评批复' },
  { kind: 'approval', title: '规划许可' },
  { kind: 'approval', title: '施工许可' },
  { kind: 'land', title: '用地预审' },
  { kind: 'land', title: '土地供应' },
  { kind: 'funds', title: '建设资金落实' },
  { kind: 'construction', title: '开工' },
  { kind: 'construction', title: '主体工程完工' },
  { kind: 'construction', title: '竣工验收' },
]
