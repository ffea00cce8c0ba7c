import type { Break, DigestFound, Verdict } from '#platform/record/verify.ts'

/** What does not fit, and what to do about it. */
export function breakLine({ chain, seq, day, what }: Break): string {
  const where = chain === '' ? (day ? `${day} 的每日摘要` : '记录') : `记录链 ${chain} 第 ${seq} 条`
  return `${where}不符：${what}。请保留现场并报告审计员。`
}

/** Up to where this is proof, and against whom. */
export function trustLines({ entries, last }: Pick<Verdict, 'entries' | 'last'>, outside: DigestFound[]): string[] {
  const newest = outside.at(-1)
  if (newest)
    return [
      `与外部保存的 ${newest.day} 摘要一致：其中 ${newest.entries} 条自那时起没有改动。`,
      ...(entries > newest.entries ? [`其后的 ${entries - newest.entries} 条不能对掌握数据库的人作证。`] : []),
    ]
  if (!last) return ['还没有每日摘要。没有在外部保存过摘要，这一结果不能对掌握数据库的人作证。']
  return [
    `最近的每日摘要：${last.day}，${last.hash}，含 ${last.entries} 条。请与外部保存的摘要核对：没有在外部保存过的，不能对掌握数据库的人作证。`,
  ]
}
