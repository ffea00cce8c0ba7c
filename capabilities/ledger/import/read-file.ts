import type { Secrets } from '#platform/secrets/secrets.ts'
import type { FileEdits } from '../merge/file-edits.ts'
import { type BaseFault, faultOf } from '../merge/signature.ts'
import type { LedgerAnswers, SheetAnswers } from '../reading/answers.ts'
import { readInWorker } from '../reading/read-in-worker.ts'
import type { LedgerReading } from '../reading/shape.ts'
import type { ImportAnswers } from './contract.ts'

/** `edits` where the file carries a base that this installation wrote; `fault` where it carries one that cannot be used. */
export type FileRead = {
  reading: LedgerReading
  shapeKey: string
  edits: FileEdits | null
  fault: BaseFault | null
}

/**
 * Reads a workbook in its worker, with the answers given so far. Throws a refusal with a sentence for what is no ledger. The base it may
 * carry is believed only under the installation's key, which never goes where a stranger's file is read.
 */
export async function readFile(
  bytes: Uint8Array,
  fileName: string,
  answers: ImportAnswers,
  secrets: Secrets | null,
): Promise<FileRead> {
  const given = { answers: readingAnswers(answers) }
  const { reading, shapeKey, found } = await readInWorker(bytes, fileName, given)
  if (found === null) return { reading, shapeKey, edits: null, fault: null }
  if ('fault' in found) return { reading, shapeKey, edits: null, fault: found.fault }
  const fault = faultOf(found.edits, secrets)
  if (fault === null) return { reading, shapeKey, edits: found.edits, fault }
  const whole = await readInWorker(bytes, fileName, { ...given, ignoresBase: true })
  return { reading: whole.reading, shapeKey: whole.shapeKey, edits: null, fault }
}

/** The answers as the reader takes them: by sheet, then by column. */
export function readingAnswers(answers: ImportAnswers): LedgerAnswers {
  const sheets: Record<string, SheetAnswers> = {}
  const at = (name: string): SheetAnswers => {
    sheets[name] ??= {}
    return sheets[name]
  }
  for (const [place, field] of Object.entries(answers.columns ?? {})) {
    const [sheet, column] = splitPlace(place)
    at(sheet).fields = { ...at(sheet).fields, [column]: field }
  }
  for (const [place, unit] of Object.entries(answers.columnUnits ?? {})) {
    const [sheet, column] = splitPlace(place)
    if (unit) at(sheet).units = { ...at(sheet).units, [column]: unit }
  }
  for (const [place, period] of Object.entries(answers.periods ?? {})) {
    const [sheet, column] = splitPlace(place)
    if (period) at(sheet).periods = { ...at(sheet).periods, [column]: period }
  }
  for (const [place, role] of Object.entries(answers.rows ?? {})) {
    const [sheet, row] = splitPlace(place)
    if (role) at(sheet).rows = { ...at(sheet).rows, [row]: role }
  }
  for (const [place, role] of Object.entries(answers.lines ?? {})) {
    const [sheet, words] = [place.slice(0, place.indexOf('!')), place.slice(place.indexOf('!') + 1)]
    at(sheet).lines = { ...at(sheet).lines, [words]: role }
  }
  for (const [sheet, row] of Object.entries(answers.firstRows ?? {})) if (row) at(sheet).firstRow = row
  for (const [sheet, unit] of Object.entries(answers.units ?? {})) at(sheet).unit = unit
  for (const [sheet, rows] of Object.entries(answers.headerRows ?? {})) at(sheet).headerRows = rows
  for (const [sheet, isImported] of Object.entries(answers.sheets ?? {})) at(sheet).import = isImported
  return {
    choices: answers.questions ?? {},
    sheets,
    ...(answers.asOf ? { asOf: answers.asOf } : {}),
    ...(answers.planYear ? { planYear: answers.planYear } : {}),
  }
}

/** `sheet!column`; a sheet's name may hold an exclamation mark, a column's letter does not. */
function splitPlace(place: string): [string, string] {
  const at = place.lastIndexOf('!')
  return [place.slice(0, at), place.slice(at + 1)]
}
