import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useWaitingInLedger } from '#capabilities/ledger/web/waiting.ts'
import type { Me } from '#capabilities/sign-in/contract.ts'
import { ApiProblem } from '#platform/web/client.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { queries } from '#platform/web/query.ts'
import { Boundary } from '#platform/web/shell/Boundary.tsx'
import type { Hit } from '#platform/web/shell/CommandSearch.tsx'
import type { PageRoute } from '#platform/web/shell/pages.ts'
import type { Waiting } from '#platform/web/shell/Rail.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { Shell } from '#platform/web/shell/Shell.tsx'
import { SignedInProvider } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { dispatch, ledger, people, signIn } from './api.ts'
import { DESK_WORK, railFor } from './rail.ts'

const PasswordDue = lazy(async () => ({
  default: (await import('#capabilities/sign-in/web/PasswordDuePage.tsx')).PasswordDuePage,
}))

const SecondFactorDue = lazy(async () => ({
  default: (await import('#capabilities/sign-in/web/SecondFactorDuePage.tsx')).SecondFactorDuePage,
}))

/** Asks who is signed in, then draws the frame around the page. Nobody: the client goes to the sign-in page. */
export function Frame({ pages }: { pages: readonly PageRoute[] }) {
  const { data: me, error, refetch } = useQuery({ ...signIn.readMe.query(), staleTime: 60_000 })
  const [settlesFactor, setSettlesFactor] = useState(false)
  if (me?.mustChangePassword) {
    return (
      <SignedInProvider value={me}>
        <Suspense>
          <PasswordDue />
        </Suspense>
      </SignedInProvider>
    )
  }
  // remembered, so that the recovery codes stay in view although nothing is due any more
  if (me?.secondFactorDue && !settlesFactor) setSettlesFactor(true)
  if (me && (me.secondFactorDue || settlesFactor)) {
    return (
      <SignedInProvider value={me}>
        <Suspense>
          <SecondFactorDue onDone={() => setSettlesFactor(false)} />
        </Suspense>
      </SignedInProvider>
    )
  }
  if (me) return <SignedInFrame me={me} pages={pages} />
  const isSignedOut = error instanceof ApiProblem && error.status === 401
  return error && !isSignedOut ? (
    <div className="page">
      <ErrorNote problem={error} onRetry={() => void refetch()} />
    </div>
  ) : null
}

function SignedInFrame({ me, pages }: { me: Me; pages: readonly PageRoute[] }) {
  const w = useWords()
  const here = useLocation({ select: (location) => location.pathname })
  const may = new Set(me.permissions)
  const { rail, bottom } = useMemo(() => railFor(pages, me.permissions), [pages, me.permissions])
  const organisations = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const regions =
    organisations.data?.items.filter(({ kind, closedOn }) => !closedOn && (kind === 'county' || kind === 'zone')) ?? []
  const hasDesk = DESK_WORK.some((permission) => may.has(permission)) && pages.some(({ path }) => path === '/desk')
  const waiting = useWaiting({ hasDesk, decides: may.has('role.grant'), permissions: me.permissions })
  const search = useProjectSearch(may.has('project.read'))
  const [, chooseRegion] = useRegionChoice()
  const signOut = async () => {
    await signIn.signOut()
    queries.clear()
    chooseRegion(null)
    // a full load: nothing of the last person stays in memory
    location.assign('/sign-in')
  }
  const commands: Hit[] = [
    ...rail.map((item) => ({ to: item.to, title: w('shell.goTo', { page: w(item.label) }) })),
    ...(may.has('round.read') ? [{ to: '/check', title: w('checker.title') }] : []),
    ...(may.has('bulletin.publish') ? [{ to: '/bulletin-templates', title: w('templates.title') }] : []),
    { to: '/me', title: w('shell.changePassword') },
    { to: '/me', title: w('shell.tokens'), search: 'API token' },
  ]
  const page = pages.find(({ path }) => path === here)
  return (
    <SignedInProvider value={me}>
      {page?.bare ? (
        <Outlet />
      ) : (
        <Shell
          rail={rail}
          bottom={bottom}
          regions={regions}
          onSearch={search}
          commands={commands}
          waiting={waiting}
          onSignOut={() => void signOut()}
        >
          <Boundary at={here}>
            <Outlet />
          </Boundary>
        </Shell>
      )}
    </SignedInProvider>
  )
}

type Waits = { hasDesk: boolean; decides: boolean; permissions: readonly string[] }

/** What lies on the desk, each report, project of a form and move counted once; or roles to be decided on; null for whom nothing ever waits. */
function useWaiting({ hasDesk, decides, permissions }: Waits): Waiting | null {
  const w = useWords()
  const often = { staleTime: 60_000, refetchInterval: 120_000 }
  const desk = useQuery({ ...dispatch.readDesk.query(), ...often, enabled: hasDesk })
  const roles = useQuery({ ...people.readRoles.query(), ...often, enabled: decides })
  const { forms, moves } = useWaitingInLedger(hasDesk ? permissions : [])
  if (decides) {
    const count = roles.data?.waiting ?? 0
    return { count, to: '/roles', title: count > 0 ? w('shell.rolesWaiting', { count }) : w('shell.deskEmpty') }
  }
  if (!hasDesk) return null
  const { toFill = [], toReview = [] } = desk.data ?? {}
  const count =
    toFill.reduce((sum, entry) => sum + entry.mine - entry.done, 0) +
    toReview.reduce((sum, entry) => sum + entry.waiting, 0) +
    forms.reduce((sum, form) => sum + form.total - form.filled, 0) +
    moves
  return { count, to: '/desk', title: count > 0 ? w('shell.deskWaiting', { count }) : w('shell.deskEmpty') }
}

function useProjectSearch(enabled: boolean): (typed: string, signal: AbortSignal) => Promise<Hit[]> {
  return useCallback(
    async (typed, signal) => {
      if (!enabled) return []
      const { items } = await ledger.listProjects({ query: { q: typed, limit: 8 } }, { signal })
      return items.map((row) => ({ to: `/projects/${row.id}`, title: row.name, note: row.countyName ?? '' }))
    },
    [enabled],
  )
}
