/**
 * Whether a text carries a mark of state secrecy (保守国家秘密法; GB/T 9704-2012, 7.2.2: 密级 and ★ with the term, at the top of the first
 * page). Only marks count: 商业秘密 and a promise to keep secrets are no marks. Answers the grade, or null.
 */
export function secrecyMarkIn(text: string): string | null {
  const starred = /(绝|机|秘)\s{0,4}密\s{0,2}[★☆✩⭐﹡*＊]/u.exec(text)
  if (starred) return `${starred[1]}密`
  const stated = /(?:密\s{0,4}级|保密等级|涉密等级)\s{0,4}[:：为]?\s{0,4}(绝密|机密|秘密)/u.exec(text)
  if (stated) return stated[1]!
  for (const line of text
    .slice(0, 600)
    .split(/[\r\n\u000b\f]+/)
    .slice(0, 12)) {
    const alone = /^[【[（(《]?\s*(绝|机|秘)\s*密\s*(?:级|件|文件)?\s*[】\])）》]?(?:\s*\d{1,2}\s*年)?$/u.exec(
      line.trim(),
    )
    if (alone) return `${alone[1]}密`
  }
  return null
}

/** The same of a file's name, where people write the grade in brackets or before everything else. */
export function secrecyMarkInName(name: string): string | null {
  const bare = name.replace(
    /(商业|技术|工作|个人|国家|保守|保护|非|无|不涉及?|防泄)(的)?(绝密|机密|秘密)|(绝密|机密|秘密)(性|花园|保护|协议|承诺)/gu,
    '',
  )
  return /绝密|机密|秘密/u.exec(bare)?.[0] ?? null
}
