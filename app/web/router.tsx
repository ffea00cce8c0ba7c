import {
  type AnyRoute,
  type AsyncRouteComponent,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Permission } from '#platform/access/permissions.ts'
import type { PageRoute } from '#platform/web/shell/pages.ts'
import { PageMissing } from '#platform/web/shell/Shell.tsx'
import { Frame } from './Frame.tsx'
import { Permitted } from './Permitted.tsx'
import { allPages } from './pages.ts'

const root = createRootRoute({ component: Outlet })
const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: () => <Frame pages={allPages} /> })

const outside = allPages.filter((page) => page.needs === 'public').map((page) => routeOf(page, root))
const inside = allPages.filter((page) => page.needs !== 'public').map((page) => routeOf(page, framed))
framed.addChildren([...inside, missing(), ...homeIfMissing()])

/** Public pages stand alone; all others inside the frame, which asks who is signed in. */
export const router = createRouter({
  routeTree: root.addChildren([...outside, framed as AnyRoute]) as AnyRoute,
  // what follows `?` is text: `q=007` stays what was typed
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const entries = Object.entries(search as Record<string, unknown>).filter(
      ([, value]) => value !== undefined && value !== null,
    )
    const text = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString()
    return text ? `?${text}` : ''
  },
  defaultPreload: 'intent',
  scrollRestoration: true,
})

function routeOf(page: PageRoute, parent: AnyRoute): AnyRoute {
  const Lazy = lazyRouteComponent(async () => ({ default: await page.load() }))
  const { needs } = page
  const guarded = () => <Permitted needs={needs as Permission} home={page.path === '/'} page={Lazy} />
  // the router reads the page's part before it leaves the old one: without it everything goes blank meanwhile
  const component =
    needs && needs !== 'public'
      ? Object.assign(guarded, { preload: (Lazy as AsyncRouteComponent<object>).preload })
      : Lazy
  return at(page.path.replace(/:(\w+)/g, '$$$1'), parent, component)
}

/** Until there is a wall, the first page one may use is the start. */
function homeIfMissing(): AnyRoute[] {
  if (allPages.some((page) => page.path === '/')) return []
  return [at('/', framed, () => <Permitted needs={null} home page={() => null} />)]
}

function missing(): AnyRoute {
  return at('$', framed, () => <PageMissing kind="notFound" />)
}

/** The list of pages is data, so the router's own types cannot know the addresses; `useParam` and `Link` take text. */
function at(path: string, parent: AnyRoute, component: ComponentType): AnyRoute {
  return createRoute({ getParentRoute: () => parent, path, component } as never) as AnyRoute
}
