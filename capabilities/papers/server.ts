import { notFound } from '#kernel/problem.ts'
import { capability } from '#platform/http/context.ts'
import { paperRoutes } from './contract.ts'
import { fileHandlers } from './file-server.ts'
import { previewHandlers } from './preview/server.ts'
import { readApprovalFacts, readPapers } from './store/papers.ts'
import { boardOf, mayAdd, mayWrite, view } from './views.ts'
import { writingHandlers } from './writing-server.ts'

/** Papers of a project: attachments and approvals, their files, and how far the formalities are. */
export const paperCapability = capability(paperRoutes, {
  listPapers: async (context, { params }) => {
    const [facts] = await readApprovalFacts(context.db, context.scope, [params.id])
    if (!facts) throw notFound('这个项目')
    const papers = await readPapers(context.db, context.scope, { projectId: params.id })
    return {
      papers: papers.map((paper) => view(context, paper)),
      board: boardOf(facts, context.now),
      mayAdd: await mayAdd(context, params.id),
      mayWrite: mayWrite(context, facts.orgPath),
    }
  },
  readApprovalCounts: async ({ db, scope, now }, { query }) => {
    const all = await readApprovalFacts(db, scope, query.projects)
    return { items: all.map((facts) => ({ projectId: facts.projectId, board: boardOf(facts, now) })) }
  },
  ...writingHandlers,
  ...fileHandlers,
  ...previewHandlers,
})
