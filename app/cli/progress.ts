const EVERY_MS = 2_000

/** Says on stderr how far a long command has come, a line every two seconds; nothing when it is over sooner. */
export function progressLines(doing: string): (what: string, rows: number) => void {
  let last = Date.now()
  return (what, rows) => {
    if (Date.now() - last < EVERY_MS) return
    last = Date.now()
    process.stderr.write(`${doing}：${what}，${rows} 行……\n`)
  }
}
