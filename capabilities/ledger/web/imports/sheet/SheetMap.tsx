import { useEffect, useMemo, useRef, useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import { Understood } from '../Understood.tsx'
import type { ImportWork } from '../use-import.ts'
import { Inspector } from './Inspector.tsx'
import { marksOf, placesIn } from './marks.ts'
import { SheetGrid } from './SheetGrid.tsx'
import { SheetTools } from './SheetTools.tsx'
import type { Place } from './selection.ts'
import './sheet.css'

type Props = { preview: ImportPreview; work: ImportWork }
const CORNER: Place = { row: -1, column: -1 }

/** The workbook itself with what was understood drawn on it; on a phone, or when asked for, the list of what was understood. */
export function SheetMap({ preview, work }: Props) {
  const w = useWords()
  const isPhone = useIsPhone()
  const [search, set] = useSearch()
  const isList = isPhone || search.form === 'list' || preview.state === 'discarded'
  const number = sheetNumber(preview, search.sheet)
  const sheet = preview.sheets[number]
  if (isList || !sheet) {
    return (
      <>
        {!isPhone && preview.state !== 'discarded' && <SheetTools preview={preview} work={work} form="list" />}
        <Understood preview={preview} work={work} />
      </>
    )
  }
  return (
    <div className="sheet-map">
      <SheetTools preview={preview} work={work} form="sheet" />
      <Tabs
        label={w('mapping.sheets')}
        value={sheet.name}
        onChange={(name) => set({ sheet: name, at: undefined })}
        tabs={preview.sheets.map(({ name, state, import: isRead }) => ({
          value: name,
          label: (
            <>
              {name}
              {state !== 'visible' && <small className="sheet-tab-note">{w('mapping.hiddenSheet')}</small>}
              {!isRead && <small className="sheet-tab-note">{w('mapping.notRead')}</small>}
            </>
          ),
        }))}
      />
      <Sheet key={sheet.name} preview={preview} work={work} number={number} at={search.at} />
    </div>
  )
}

/** The sheet asked for, else the first that is read. */
function sheetNumber({ sheets }: ImportPreview, name: string | undefined): number {
  const asked = sheets.findIndex((sheet) => sheet.name === name)
  return asked >= 0
    ? asked
    : Math.max(
        0,
        sheets.findIndex((sheet) => sheet.import),
      )
}

function Sheet({ preview, work, number, at }: Props & { number: number; at: string | undefined }) {
  const sheet = preview.sheets[number]!
  const [place, setPlace] = useState<Place>(() => placesIn(at ?? '')[0] ?? CORNER)
  const marks = useMemo(() => marksOf(preview, sheet), [preview, sheet])
  const inspector = useRef<HTMLElement>(null)
  const whole = useRef<HTMLDivElement>(null)
  const fixed = preview.state !== 'preview'
  // a link from a question leads to its cell
  useEffect(() => {
    const asked = placesIn(at ?? '')[0]
    if (!asked) return
    setPlace(asked)
    whole.current?.scrollIntoView({ block: 'center' })
  }, [at])
  const open = () =>
    inspector.current
      ?.querySelector<HTMLElement>('input:not(:disabled), select:not(:disabled), button:not(:disabled)')
      ?.focus()
  const back = () => whole.current?.querySelector<HTMLElement>('[role=grid]')?.focus()
  return (
    <div className="sheet-and-card" ref={whole}>
      <SheetGrid
        importId={preview.id}
        number={number}
        sheet={sheet}
        marks={marks}
        place={place}
        onPlace={setPlace}
        onOpen={open}
        busy={work.rereading}
      />
      <Inspector
        ref={inspector}
        preview={preview}
        work={work}
        number={number}
        marks={marks}
        place={place}
        fixed={fixed}
        onBack={back}
      />
    </div>
  )
}
