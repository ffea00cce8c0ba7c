import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod'
import { plugSheetParts, registerProjectPanel } from '#capabilities/ledger/web/panels.ts'
import { plugAccountParts } from '#capabilities/people/web/panels.ts'
import { onSignInNeeded, onSomethingDue } from '#platform/web/client.ts'
import { Toasts } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { languageReady } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { router } from './router.tsx'
import { toSignIn } from './sign-in-return.ts'
import '#platform/web/tokens.css'
import '#platform/web/base.css'

// the content policy forbids eval, which zod would otherwise try
z.config({ jitless: true })
onSignInNeeded(() => toSignIn(router))
// the frame then learns of it, and shows nothing but what settles it
onSomethingDue(() => void queries.invalidateQueries({ queryKey: signIn.readMe.key() }))
// people come before sign-in and the record, and cannot ask them about an account
plugAccountParts({
  signIn: lazy(async () => ({ default: (await import('#capabilities/sign-in/web/public.tsx')).AccountSignIn })),
  history: lazy(async () => ({ default: (await import('#capabilities/record/web/public.tsx')).AccountHistory })),
})
// nor can the ledger ask those who know more of a project
registerProjectPanel({
  id: 'stages',
  title: 'stages.line.title',
  order: 35,
  bare: true,
  Panel: lazy(async () => {
    const { StageLine } = await import('#capabilities/stages/web/public.tsx')
    return { default: ({ project }) => <StageLine projectId={project.id} /> }
  }),
})
registerProjectPanel({
  id: 'quality',
  title: 'quality.title',
  order: 75,
  Panel: lazy(async () => {
    const { ProjectQualityPanel } = await import('#capabilities/quality/web/public.tsx')
    return { default: ({ project }) => <ProjectQualityPanel id={project.id} /> }
  }),
})
const papers = async () => await import('#capabilities/papers/web/public.tsx')
registerProjectPanel({
  id: 'papers',
  title: 'papers.title',
  order: 40,
  Panel: lazy(async () => ({ default: (await papers()).PapersPanel })),
  Glance: lazy(async () => ({ default: (await papers()).PapersGlance })),
})
const photos = async () => await import('#capabilities/dispatch/web/public.tsx')
registerProjectPanel({
  id: 'photos',
  title: 'papers.photosTitle',
  order: 50,
  Panel: lazy(async () => ({ default: (await photos()).ProjectPhotos })),
  Glance: lazy(async () => ({ default: (await photos()).PhotosGlance })),
})
plugSheetParts({
  approvals: lazy(async () => ({ default: (await papers()).SheetApprovals })),
  photos: lazy(async () => ({ default: (await photos()).SheetPhotos })),
})

await languageReady()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
)
