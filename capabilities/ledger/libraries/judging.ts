import { conflict, notFound } from '#kernel/problem.ts'
import { unmetRules } from './entry-rules.ts'
import { applyMove, type Library, type MoveKind, type Place } from './rules.ts'
import type { Movable, NewMove } from './store.ts'
import { LIBRARY_WORDS, MOVE_WORDS, placeText } from './wording.ts'

export type AskedMove = { kind: MoveKind; toLibrary?: Library | undefined }
export type Judged = { project: Movable; to: Place } | { project: Movable; because: string }

/** Whether a project may be moved so: by the table of moves, by the entry rules of where it would go, and alone in waiting. */
export function judgeMove(project: Movable, { kind, toLibrary }: AskedMove, options = { mayWait: false }): Judged {
  const outcome = applyMove(kind, project, { to: toLibrary, stageBefore: project.stageBefore })
  if (!outcome.allowed) return { project, because: `${outcome.because}现在：${placeText(project)}。` }
  if (project.waiting && !options.mayWait) {
    return { project, because: `已有一项“${MOVE_WORDS[project.waiting]}”等待决定，请先决定或由提出人撤回。` }
  }
  const { library } = outcome.to
  const enters = library !== project.library || kind === 'reentry'
  const unmet = enters ? unmetRules(library, project.entry) : []
  if (unmet.length > 0) {
    return {
      project,
      because: `不符合${LIBRARY_WORDS[library]}入库条件，缺：${unmet.map(({ says }) => says).join('、')}。请先补齐。`,
    }
  }
  return { project, to: outcome.to }
}

/** All or none: the moves of every project, or one refusal that names those that may not be moved and why. */
export function movesOrRefusal(
  projects: readonly Movable[],
  asked: AskedMove,
  options = { mayWait: false },
): NewMove[] {
  const judged = projects.map((project) => judgeMove(project, asked, options))
  const refused = judged.flatMap((one) => ('because' in one ? [one] : []))
  if (refused.length > 0) throw refusalOf(refused, projects.length, asked.kind)
  return judged.flatMap((one) =>
    'to' in one ? [{ projectId: one.project.id, from: placeOf(one.project), to: one.to }] : [],
  )
}

function refusalOf(refused: { project: Movable; because: string }[], of: number, kind: MoveKind) {
  const first = refused[0]!
  const rest = refused.length > 1 ? `另有${refused.length - 1}个项目也不能办理。` : ''
  const text = of === 1 ? first.because : `“${first.project.name}”不能办理${MOVE_WORDS[kind]}：${first.because}${rest}`
  return conflict('move_not_allowed', text, {
    projects: refused.map(({ project, because }) => ({ id: project.id, name: project.name, because })),
  })
}

/** Of the ids asked for, all are there and in scope. */
export function allFound(projects: readonly { id: number }[], ids: readonly number[]): void {
  if (projects.length !== new Set(ids).size) throw notFound(ids.length === 1 ? '这个项目' : '其中的部分项目')
}

export function placeOf({ library, stage, isPriority }: Place): Place {
  return { library, stage, isPriority }
}
