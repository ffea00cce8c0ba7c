import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { onMenuKeys, Popover } from '#platform/web/kit/Popover.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { SavedView } from '../../grid/contract.ts'
import { ledger } from '../api.ts'
import { DEFAULT_VIEW, keepHomeView, readHomeView } from './default-view.ts'
import type { StateActs } from './use-state-acts.ts'
import { addressOfDefault, addressOfView, type GridState, isChanged } from './view-state.ts'

const SaveViewDialog = lazy(async () => ({ default: (await import('./SaveViewDialog.tsx')).SaveViewDialog }))
const RemoveViewDialog = lazy(async () => ({ default: (await import('./RemoveViewDialog.tsx')).RemoveViewDialog }))

type Props = { state: GridState; acts: StateActs }
type Asked = { what: 'save' | 'change' | 'remove'; view: SavedView | null }

/** The saved views, and whether what is shown still is what its view says. */
export function ViewMenu({ state, acts }: Props) {
  const w = useWords()
  const views = useViews()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [home, setHome] = useState(readHomeView)
  const view = views.find(({ id }) => id === state.view) ?? null
  const changed = isChanged(state, view?.definition ?? DEFAULT_VIEW)
  const close = () => setAsked(null)
  const choose = (next: SavedView | null) => acts.set(next ? addressOfView(next) : addressOfDefault())
  const toggleHome = () => {
    const next = home === state.view ? null : state.view
    keepHomeView(next)
    setHome(next)
  }
  return (
    <>
      <Popover
        label={w('grid.view.views')}
        trigger={(attributes) => (
          <button type="button" className="lg-view" {...attributes}>
            <small>{w('grid.view.view')}</small>
            <b>{view?.name ?? w('grid.view.common')}</b>
            {changed && <em>{w('grid.view.changed')}</em>}
          </button>
        )}
      >
        {(shut) => (
          <div className="menu lg-views" role="menu" onKeyDown={onMenuKeys}>
            <ViewItems
              views={views}
              state={state}
              home={home}
              onChoose={(next) => {
                choose(next)
                shut()
              }}
            />
            <hr className="menu-rule" />
            {changed && (
              <MenuItem
                label={w('grid.view.back')}
                onClick={() => {
                  choose(view)
                  shut()
                }}
              />
            )}
            {view?.mayChange && changed && (
              <MenuItem
                label={w('grid.view.keep', { name: view.name })}
                onClick={() => {
                  setAsked({ what: 'change', view })
                  shut()
                }}
              />
            )}
            <MenuItem
              label={w('grid.view.saveAs')}
              onClick={() => {
                setAsked({ what: 'save', view: null })
                shut()
              }}
            />
            {view?.mayChange && (
              <>
                <MenuItem
                  label={w('grid.view.share')}
                  onClick={() => {
                    setAsked({ what: 'change', view })
                    shut()
                  }}
                />
                <MenuItem
                  label={w('grid.view.remove')}
                  onClick={() => {
                    setAsked({ what: 'remove', view })
                    shut()
                  }}
                />
              </>
            )}
            {(state.view !== null || home !== null) && (
              <MenuItem
                label={w(home === state.view ? 'grid.view.notHome' : 'grid.view.home')}
                onClick={() => {
                  toggleHome()
                  shut()
                }}
              />
            )}
          </div>
        )}
      </Popover>
      {changed && view?.mayChange && view.isOwn && (
        <Button size="s" kind="quiet" onClick={() => setAsked({ what: 'change', view })}>
          {w('grid.view.save')}
        </Button>
      )}
      <Suspense fallback={null}>
        {asked?.what === 'remove' && asked.view && (
          <RemoveViewDialog
            view={asked.view}
            onClose={close}
            onDone={() => {
              close()
              acts.set({ view: undefined })
            }}
          />
        )}
        {(asked?.what === 'save' || asked?.what === 'change') && (
          <SaveViewDialog
            view={asked.view}
            state={state}
            onClose={close}
            onDone={(saved) => {
              close()
              acts.set(addressOfView(saved))
            }}
          />
        )}
      </Suspense>
    </>
  )
}

/** Standard ones first, then one's own, then what others share. */
function ViewItems({
  views,
  state,
  home,
  onChoose,
}: {
  views: readonly SavedView[]
  state: GridState
  home: number | null
  onChoose: (view: SavedView | null) => void
}) {
  const w = useWords()
  const item = (view: SavedView | null) => (
    <button
      key={view?.id ?? 0}
      type="button"
      role="menuitemradio"
      aria-checked={state.view === (view?.id ?? null)}
      className="menu-item"
      onClick={() => onChoose(view)}
    >
      <span>{view?.name ?? w('grid.view.common')}</span>
      <small>
        {[
          home !== null && home === view?.id ? w('grid.view.isHome') : null,
          view && !view.isOwn && !view.isStandard ? view.ownerName : null,
          view && view.audience !== 'mine' && !view.isStandard ? view.orgName : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </button>
  )
  const own = views.filter(({ isOwn }) => isOwn)
  const shared = views.filter(({ isOwn, isStandard }) => !isOwn && !isStandard)
  return (
    <>
      {item(null)}
      {views.filter(({ isStandard }) => isStandard).map(item)}
      {own.length > 0 && <p className="menu-title">{w('grid.view.mine')}</p>}
      {own.map(item)}
      {shared.length > 0 && <p className="menu-title">{w('grid.view.shared')}</p>}
      {shared.map(item)}
    </>
  )
}

export function MenuItem({ label, onClick, disabled }: { label: string; onClick: () => void; disabled?: boolean }) {
  return (
    <button type="button" role="menuitem" className="menu-item" disabled={disabled} onClick={onClick}>
      {label}
    </button>
  )
}

export function useViews(): readonly SavedView[] {
  const { data } = useQuery({ ...ledger.listViews.query(), staleTime: 60_000 })
  return data?.items ?? []
}
