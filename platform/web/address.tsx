import { Link as RouterLink, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { type AnchorHTMLAttributes, useCallback, useMemo } from 'react'

const EXACT = { exact: true, includeSearch: false }

/** A link to an address of the product, by its text: `<Link to="/projects/3?light=red">`. */
export function Link({ to, ...rest }: { to: string } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>) {
  const { path, search } = split(to)
  // only the very page is current by itself: what lies under it is the rail's decision
  return <RouterLink to={path} search={search as never} activeOptions={EXACT} {...rest} />
}

/** `const go = useGo(); go('/rounds/3/review')`; `replace` leaves no step in the browser's history. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate()
  return useCallback(
    (to, options) => {
      const { path, search } = split(to)
      void navigate({ to: path, search: search as never, replace: options?.replace ?? false })
    },
    [navigate],
  )
}

/** A `:name` of the page's address. */
export function useParam(name: string): string {
  return (useParams({ strict: false }) as Record<string, string>)[name] ?? ''
}

type Search = Record<string, string>

/** What follows `?`, as text, and a way to change parts of it: `set({ light: 'red', cursor: undefined })`. */
export function useSearch(): [Search, (changes: Record<string, string | undefined>) => void] {
  const navigate = useNavigate()
  const location = useLocation()
  const search = location.search as Search
  const set = useCallback(
    (changes: Record<string, string | undefined>) => {
      void navigate({
        to: '.',
        search: ((before: Search) => without({ ...before, ...changes })) as never,
        replace: true,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return useMemo(() => [search, set], [search, set])
}

function without(search: Record<string, string | undefined>): Search {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== '')) as Search
}

function split(to: string): { path: string; search: Search } {
  const at = to.indexOf('?')
  if (at < 0) return { path: to, search: {} }
  return { path: to.slice(0, at), search: Object.fromEntries(new URLSearchParams(to.slice(at + 1))) }
}
