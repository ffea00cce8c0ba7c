import { foldName } from '#kernel/fold.ts'
import type { Organisation } from '../contract.ts'
import { codeWarnings, DIVISION_CODE, distinctAliases, fullNameOf, mayStandBelow } from '../rules.ts'
import type { ImportedField, PlannedRow } from './contract.ts'
import { type Node, type Placement, placeName, placeRows } from './placing.ts'
import { KIND_WORDS, kindOf, kindWord, type SheetRow } from './sheet.ts'

/** What a row gives a unit; a field it does not give stays as it is. */
export type Values = { shortName?: string; divisionCode?: string; aliases?: string[]; sortOrder?: number }
/** A row as shown, with what is written for it. */
export type Planned = { shown: PlannedRow; node: Node | null; values: Values }

/** Row by row what a workbook would do to the tree, parents before their children; writes nothing. `covers`: paths one may work in. */
export function planImport(
  rows: readonly SheetRow[],
  tree: readonly Organisation[],
  covers: (path: string) => boolean,
): Planned[] {
  const placed = placeRows(rows, tree)
  const taken = takenBy(tree)
  const seen = new Map<string, number>()
  const context = { tree, covers, taken, seen, ids: new Map<Node, string>() }
  return rows.map((row) => planRow(row, placed.get(row)!, context))
}

type Context = {
  tree: readonly Organisation[]
  covers: (path: string) => boolean
  /** Who has a code or an alias, by `code:` or `name:` and the text; rows of the file are added as they are read. */
  taken: Map<string, { holder: string; who: string }>
  seen: Map<string, number>
  ids: Map<Node, string>
}

function planRow(row: SheetRow, placement: Placement, context: Context): Planned {
  const node = 'node' in placement ? placement.node : null
  const refusals = 'refusal' in placement ? [placement.refusal] : []
  const warnings: string[] = []
  if (node) refusals.push(...refuseRepetition(row, node, context), ...refuseKind(row, node))
  if ((row.name ?? '').length > 80) refusals.push('单位名称不超过80个字。')
  const { values, problems } = valuesOf(row)
  refusals.push(...problems)
  if (node) refusals.push(...claimTexts(values, node, context))
  const fields = node ? fieldsOf(values, node.existing) : []
  const state = refusals.length > 0 ? 'refused' : !node!.existing ? 'new' : fields.length > 0 ? 'changed' : 'unchanged'
  if (node && (state === 'new' || state === 'changed')) {
    refusals.push(...refuseScope(node, context))
    warnings.push(...warningsOf(values, node, context.tree))
  }
  const shown: PlannedRow = {
    excelRow: row.excelRow,
    name: row.name ?? '',
    parent: node?.parent ? placeName(node.parent) : (row.parent ?? ''),
    kind: node?.kind ?? null,
    state: refusals.length > 0 ? 'refused' : state,
    fields,
    refusals,
    warnings,
  }
  return { shown, node, values }
}

function refuseRepetition(row: SheetRow, node: Node, { seen, ids }: Context): string[] {
  const key = `${idOf(node.parent, ids)}|${foldName(node.name)}`
  const first = seen.get(key)
  if (first !== undefined) return [`与第${first}行是同一个单位，请只保留一行。`]
  seen.set(key, row.excelRow)
  return []
}

/** Rows that make units have no number yet: told apart by their row. */
function idOf(node: Node | null, ids: Map<Node, string>): string {
  if (!node) return 'top'
  const known = ids.get(node) ?? (node.existing ? `unit${node.existing.id}` : `row${node.row!.excelRow}`)
  ids.set(node, known)
  return known
}

function refuseKind(row: SheetRow, { existing, parent }: Node): string[] {
  const word = row.kind ?? ''
  const kind = kindOf(word)
  if (word !== '' && !kind) return [`不认识类别“${word}”，请填写：${KIND_WORDS}。`]
  if (existing) {
    if (!kind || kind === existing.kind) return []
    return [`这个单位现在的类别是“${kindWord(existing.kind)}”，类别不能通过导入更改。`]
  }
  if (!kind) return [`新单位请填写类别：${KIND_WORDS}。`]
  if (parent?.kind && !mayStandBelow(parent.kind, kind))
    return [`“${parent.name}”不能下设这一类单位：县区、功能区设在市下，乡镇、园区设在县区下。`]
  return []
}

function valuesOf(row: SheetRow): { values: Values; problems: string[] } {
  const values: Values = {}
  const problems: string[] = []
  const { divisionCode, shortName, aliases, sortOrder } = row
  if (divisionCode) {
    if (DIVISION_CODE.test(divisionCode)) values.divisionCode = divisionCode
    else problems.push(`区划代码“${divisionCode}”应为6位、9位或12位数字。`)
  }
  if (shortName) {
    if (shortName.length <= 40) values.shortName = shortName
    else problems.push('简称不超过40个字。')
  }
  if (aliases) {
    values.aliases = distinctAliases(aliases.split(/[、，,;；\n]/))
    if (values.aliases.length > 50 || values.aliases.some((alias) => alias.length > 80))
      problems.push('别名不超过50个，每个不超过80个字，用“、”分开。')
  }
  if (sortOrder) {
    if (/^\d{1,7}$/.test(sortOrder) && Number(sortOrder) <= 1_000_000) values.sortOrder = Number(sortOrder)
    else problems.push(`排序“${sortOrder}”应为不大于1000000的整数。`)
  }
  return { values, problems }
}

function takenBy(tree: readonly Organisation[]): Context['taken'] {
  const taken: Context['taken'] = new Map()
  for (const unit of tree) {
    const who = { holder: `unit${unit.id}`, who: `“${fullNameOf(unit, tree)}”` }
    if (unit.divisionCode && !unit.closedOn) taken.set(`code:${unit.divisionCode}`, who)
    for (const alias of unit.aliases) taken.set(`name:${foldName(alias)}`, who)
  }
  return taken
}

/** Codes and aliases are one unit's: refused where another has them already, in the tree or in an earlier row. */
function claimTexts({ divisionCode, aliases }: Values, node: Node, { tree, taken, ids }: Context): string[] {
  const holder = idOf(node, ids)
  const refusals: string[] = []
  const claim = (key: string, sentence: (who: string) => string) => {
    const held = taken.get(key)
    if (held && held.holder !== holder) refusals.push(sentence(held.who))
    else taken.set(key, { holder, who: `“${node.name}”` })
  }
  if (divisionCode) claim(`code:${divisionCode}`, (who) => `区划代码${divisionCode}已是${who}的代码，请核对。`)
  const added = (aliases ?? []).filter((alias) => !node.existing?.aliases.includes(alias))
  for (const alias of added) {
    const named = tree.find(
      (unit) => !unit.closedOn && unit.id !== node.existing?.id && foldName(unit.name) === foldName(alias),
    )
    if (named) refusals.push(`“${alias}”是“${fullNameOf(named, tree)}”的名称，不能作别名。`)
    else claim(`name:${foldName(alias)}`, (who) => `别名“${alias}”已是${who}的别名，请核对。`)
  }
  return refusals
}

function fieldsOf(values: Values, existing: Organisation | null): PlannedRow['fields'] {
  const before: Record<ImportedField, string> = {
    shortName: existing?.shortName ?? '',
    divisionCode: existing?.divisionCode ?? '',
    aliases: textOf(existing?.aliases ?? []),
    sortOrder: existing ? String(existing.sortOrder) : '',
  }
  const after: Partial<Record<ImportedField, string | undefined>> = {
    shortName: values.shortName,
    divisionCode: values.divisionCode,
    aliases: values.aliases && textOf(values.aliases),
    sortOrder: values.sortOrder === undefined ? undefined : String(values.sortOrder),
  }
  return (Object.keys(before) as ImportedField[]).flatMap((field) =>
    after[field] === undefined || after[field] === before[field]
      ? []
      : [{ field, before: before[field], after: after[field] }],
  )
}

/** In an order of its own: aliases have none. */
function textOf(aliases: readonly string[]): string {
  return [...aliases].sort().join('、')
}

function refuseScope(node: Node, { covers }: Context): string[] {
  const home = node.existing ?? existingAbove(node)
  return home && covers(home.path) ? [] : ['这个单位不在您的管理范围内，请由上级管理员导入。']
}

function existingAbove({ parent }: Node): Organisation | null {
  return parent ? (parent.existing ?? existingAbove(parent)) : null
}

function warningsOf(values: Values, node: Node, tree: readonly Organisation[]): string[] {
  const parentCode = node.parent?.existing?.divisionCode ?? null
  const code = values.divisionCode ?? null
  const warnings = node.parent ? codeWarnings(code, { name: node.parent.name, divisionCode: parentCode }) : []
  if (node.existing) return warnings
  const folded = foldName(node.name)
  const twin = tree.find((unit) => !unit.closedOn && foldName(unit.name) === folded)
  if (twin) warnings.push(`“${fullNameOf(twin, tree)}”与这个新单位同名。如果是调整隶属，请在“单位”页面办理，不要导入。`)
  const renamed = tree.find((unit) => !unit.closedOn && unit.formerNames.some(({ name }) => foldName(name) === folded))
  if (renamed) warnings.push(`“${node.name}”是“${fullNameOf(renamed, tree)}”的曾用名，请核对是否同一个单位。`)
  return warnings
}
