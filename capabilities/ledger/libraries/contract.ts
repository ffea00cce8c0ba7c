import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { defineRoutes, idParam, isoDate } from '#platform/http/contract.ts'
import { LIBRARIES, STAGES } from '../vocabulary.ts'

export const MOVE_KINDS = [
  'entry',
  'promotion',
  'demotion',
  'completion',
  'reopening',
  'suspension',
  'resumption',
  'withdrawal',
  'reentry',
  'priorityOn',
  'priorityOff',
] as const
/** What may be proposed of a project that is in a library. */
export const PROPOSED_KINDS = MOVE_KINDS.filter((kind) => kind !== 'entry')
export const MOVE_STATES = ['waiting', 'approved', 'refused', 'retracted'] as const
export const MOVE_SOURCES = ['proposal', 'paper', 'creation', 'import', 'undo'] as const

export const day = isoDate.refine(isCalendarDay, '没有这一天，请核对日期')
const library = z.enum(LIBRARIES)
const stage = z.enum(STAGES)
const moveKind = z.enum(MOVE_KINDS)
const reason = z.string().trim().min(2, '请写明理由').max(300, '不超过300字')
const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)
/** Many at once, as ticked in the list. */
export const projectIds = z.array(z.number().int().positive()).min(1, '请选择项目').max(1000, '一次不超过1000个项目')

export const move = z.object({
  id: z.number(),
  /** Moves proposed together share it. */
  batch: z.number(),
  /** Null while an entry is only proposed or was refused. */
  projectId: z.number().nullable(),
  projectName: z.string(),
  countyName: z.string().nullable(),
  totalInvestment: z.string().nullable(),
  kind: moveKind,
  source: z.enum(MOVE_SOURCES),
  fromLibrary: library.nullable(),
  toLibrary: library,
  fromStage: z.string().nullable(),
  toStage: z.string().nullable(),
  fromPriority: z.boolean(),
  toPriority: z.boolean(),
  reason: z.string(),
  effectiveOn: z.string(),
  proposedBy: z.string().nullable(),
  proposedAt: z.string(),
  /** Proposed by the person who asks: then somebody else decides, or a decision on paper is entered. */
  isOwn: z.boolean(),
  state: z.enum(MOVE_STATES),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  documentNumber: z.string().nullable(),
  documentDate: z.string().nullable(),
  decidingBody: z.string().nullable(),
  decisionRemark: z.string().nullable(),
})
export type Move = z.infer<typeof move>

/** The paper a decision stands on. */
const paper = z.object({
  documentNumber: text(60).min(1, '请填写文号'),
  documentDate: day,
  decidingBody: text(60).min(1, '请填写作出决定的单位或会议'),
})
export type Paper = z.infer<typeof paper>

const asked = z.object({
  projectIds,
  kind: z.enum(PROPOSED_KINDS as [(typeof PROPOSED_KINDS)[number], ...(typeof PROPOSED_KINDS)[number][]]),
  /** Of a re-entry: which library. */
  toLibrary: library.optional(),
  reason,
  /** From when it holds; today where nothing is said. */
  effectiveOn: day.optional(),
})
export type AskedMoves = z.infer<typeof asked>

export const movePreview = z.object({
  items: z.array(
    z.object({
      projectId: z.number(),
      projectName: z.string(),
      /** Null where it may be made; else the sentence why not. */
      because: z.string().nullable(),
      toLibrary: library.nullable(),
      toStage: z.string().nullable(),
    }),
  ),
})
export type MovePreview = z.infer<typeof movePreview>

/** The fields of a project that is proposed for entry. */
const proposedProject = z.object({
  name: text(300).min(1, '请填写项目名称'),
  orgId: z.number().int().positive(),
  code: text(40).nullable().optional(),
  owner: text(200).nullable().optional(),
  site: text(300).nullable().optional(),
  industry: text(100).nullable().optional(),
  scale: text(4000).nullable().optional(),
  stage: stage.exclude(['suspended', 'withdrawn']).nullable().optional(),
  totalInvestment: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,4})?$/, '请填写万元数，最多四位小数')
    .nullable()
    .optional(),
  plannedStart: z
    .string()
    .regex(
      /^(19|20|21)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
      '日期写到年、月或日：2026、2026-03、2026-03-28',
    )
    .nullable()
    .optional(),
  finishDate: z
    .string()
    .regex(
      /^(19|20|21)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
      '日期写到年、月或日：2026、2026-03、2026-03-28',
    )
    .nullable()
    .optional(),
  responsibleOrg: text(100).nullable().optional(),
})
export type ProposedProject = z.infer<typeof proposedProject>

export const projectLibrary = z.object({
  library,
  /** Newest first. */
  moves: z.array(move),
  allowed: z.array(z.object({ kind: moveKind, becomes: library.nullable() })),
  /** What the entry rules of its library still miss, in words. */
  unmet: z.array(z.string()),
  lists: z.array(
    z.object({
      rosterId: z.number(),
      name: z.string(),
      year: z.number().nullable(),
      joinedOn: z.string(),
      joinDocument: z.string(),
      batch: z.string(),
      tier: z.string(),
      leftOn: z.string().nullable(),
      leaveReason: z.string().nullable(),
    }),
  ),
  mayPropose: z.boolean(),
  mayDecide: z.boolean(),
})
export type ProjectLibrary = z.infer<typeof projectLibrary>

export const moveRoutes = defineRoutes({
  listMoves: {
    method: 'GET',
    path: '/api/moves',
    needs: 'project.read',
    summary: 'Moves between libraries within scope, newest first by keyset; those waiting for a decision, or all.',
    query: z.object({
      state: z.enum(MOVE_STATES).optional(),
      kind: moveKind.optional(),
      org: z.coerce.number().int().positive().optional(),
      batch: z.coerce.number().int().positive().optional(),
      before: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    out: z.object({ items: z.array(move), total: z.number(), next: z.number().nullable() }),
  },
  readProjectLibrary: {
    method: 'GET',
    path: '/api/projects/:id/library',
    needs: 'project.read',
    summary: 'The moves of a project, those that may be made from where it stands, and the rosters it is or was on.',
    params: idParam,
    out: projectLibrary,
  },
  previewMoves: {
    method: 'POST',
    path: '/api/move-previews',
    needs: 'project.write',
    summary: 'Of many projects: which may be moved so, and of the others why not. Nothing is written.',
    body: asked.pick({ projectIds: true, kind: true, toLibrary: true }),
    out: movePreview,
    unrecorded: 'computes and writes nothing',
  },
  proposeMoves: {
    method: 'POST',
    path: '/api/moves',
    needs: 'project.write',
    summary: 'Proposes one move of one or many projects, all or none; somebody else decides.',
    body: asked,
    out: z.object({ batch: z.number(), proposed: z.number() }),
  },
  enterDecidedMoves: {
    method: 'POST',
    path: '/api/decided-moves',
    needs: 'library.decide',
    summary: 'Enters moves that were decided on paper: document number, its date and the deciding body are required.',
    body: asked.extend({ paper, remark: text(300).optional() }),
    out: z.object({ batch: z.number(), moved: z.number() }),
  },
  proposeEntry: {
    method: 'POST',
    path: '/api/entry-proposals',
    needs: 'project.write',
    summary: 'Proposes a project that is not in the ledger yet for a library; it is entered when approved.',
    body: z.object({ project: proposedProject, toLibrary: library, reason, effectiveOn: day.optional() }),
    out: move,
  },
  decideMoves: {
    method: 'POST',
    path: '/api/move-decisions',
    needs: 'library.decide',
    summary: 'Approves or refuses moves, all or none; approved ones change the ledger in the same transaction.',
    body: z.object({
      moveIds: z.array(z.number().int().positive()).min(1, '请选择要决定的事项').max(1000, '一次不超过1000项'),
      outcome: z.enum(['approved', 'refused']),
      /** From when it holds, where the decision says otherwise than the proposal. */
      effectiveOn: day.optional(),
      paper: paper.optional(),
      /** Why; required of a refusal. */
      remark: text(300).optional(),
    }),
    out: z.object({ decided: z.number() }),
  },
  retractMove: {
    method: 'POST',
    path: '/api/moves/:id/retraction',
    needs: 'project.write',
    summary: 'Takes an undecided proposal back; only whoever made it.',
    params: idParam,
    out: move,
  },
})
