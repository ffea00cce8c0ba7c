import { conflict, notFound } from '#kernel/problem.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import * as store from '../store/imports.ts'
import type { ImportAnswers, ImportPreview } from './contract.ts'
import { without } from './memory.ts'
import { readBlock } from './read-block.ts'
import { keepAnswers, type Reread, refusing, rereadWith } from './server.ts'
import type { SheetWindow, sheetRoutes } from './sheet-contract.ts'

type Routes = typeof sheetRoutes

/** The sheet itself, and taking back what was said of it. */
export function sheetHandlers(secrets: Secrets) {
  const again = (choose: (stored: store.StoredImport) => ImportAnswers) => ({
    prepare: async (preparation: Preparation, { params }: { params: { id: number } }) =>
      await rereadWith(preparation, secrets, { id: params.id, choose }),
  })
  return {
    readImportCells: { prepare: readWindow, handle: async (_context, _input, window) => window },
    undoAnswers: { ...again(beforeLast), handle: takeBack },
    forgetRemembered: {
      ...again(({ answers, recalled }) => without(answers, recalled?.answers ?? {})),
      handle: forget,
    },
  } satisfies Partial<Handlers<Routes>>
}

/** Who will answer for the projects is no reading of the sheet and stays. */
function beforeLast({ answers, earlierAnswers }: store.StoredImport): ImportAnswers {
  return {
    ...earlierAnswers.at(-1),
    ...(answers.assignTo === undefined ? {} : { assignTo: answers.assignTo }),
  }
}

async function readWindow(
  preparation: Preparation,
  { params, query }: Input<Routes['readImportCells']>,
): Promise<SheetWindow> {
  const stored = await preparation.read(async (db) => await store.findImport(db, preparation.scope, params.id))
  if (!stored) throw notFound('这次导入')
  const bytes = async () => await preparation.read(async (db) => await store.readWorkbookBytes(db, stored.id))
  const block = await refusing(readBlock(stored.fileKey, { sheet: query.sheet, row: query.from }, bytes))
  if (!block) throw notFound('这张工作表')
  const from = Math.max(query.from, block.from)
  const to = from + query.count
  const isNear = (row: number) => row >= from && row < to
  return {
    sheet: query.sheet,
    rowCount: block.rowCount,
    columnCount: block.columnCount,
    from,
    rows: block.rows.slice(from - block.from, to - block.from),
    merges: block.merges.filter(({ top, bottom }) => bottom >= from && top < to),
    hiddenRows: block.hiddenRows.filter(isNear),
    hiddenColumns: block.hiddenColumns,
  }
}

async function takeBack(context: Context, _: unknown, reread: Reread): Promise<ImportPreview> {
  const earlier = reread.stored.earlierAnswers
  if (earlier.length === 0) throw conflict('nothing_to_undo', '没有可以撤销的更正。')
  return await keepAnswers(context, reread, earlier.slice(0, -1))
}

async function forget(context: Context, _: unknown, reread: Reread): Promise<ImportPreview> {
  const { stored } = reread
  if (!stored.recalled) throw conflict('nothing_remembered', '这个文件没有沿用以前的更正。')
  await store.forgetMemory(context.db, stored)
  return await keepAnswers(context, reread, [...stored.earlierAnswers, stored.answers])
}
