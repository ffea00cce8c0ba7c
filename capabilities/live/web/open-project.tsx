import { createContext, lazy, type MouseEvent, type ReactNode, Suspense, useContext, useState } from 'react'

// the panel brings the ledger's parts with it: read when first opened, not with the wall
const ProjectSummary = lazy(async () => {
  const { ProjectSummary: Summary } = await import('#capabilities/ledger/web/public.tsx')
  return { default: Summary }
})

const Opener = createContext<(id: number) => void>(() => undefined)

/** Projects of the wall open in a panel beside it: the wall is never lost. */
export function OpensProjects({ children }: { children: ReactNode }) {
  const [id, setId] = useState<number | null>(null)
  return (
    <Opener value={setId}>
      {children}
      {id !== null && (
        <Suspense fallback={null}>
          <ProjectSummary id={id} onClose={() => setId(null)} />
        </Suspense>
      )}
    </Opener>
  )
}

export function useOpenProject(): (id: number) => void {
  return useContext(Opener)
}

/** For a link to the project's page: a plain click opens the panel; a click for a new tab or window stays a link. */
export function useProjectClick(id: number): (event: MouseEvent) => void {
  const open = useOpenProject()
  return (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    open(id)
  }
}
