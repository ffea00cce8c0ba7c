import type { AnyRouter } from '@tanstack/react-router'

/** To the sign-in page, keeping where one was: after signing in one is back there. */
export function toSignIn(router: AnyRouter): void {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in' || pathname === '/first-run') return
  const to = href === '/' ? undefined : href
  void router.navigate({ to: '/sign-in', search: { to }, replace: true })
}
