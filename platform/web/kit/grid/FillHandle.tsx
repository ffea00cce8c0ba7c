import type { PointerEvent } from 'react'
import { cellStyle } from './cell-style.ts'
import type { Geometry } from './geometry.ts'
import type { Cell, Rectangle } from './selection.ts'
import { filledTo } from './spread.ts'

type Props = {
  geometry: Geometry
  at: Rectangle
  /** Where it has been drawn to. */
  fill: Cell | null
  onStart: (event: PointerEvent<HTMLElement>) => void
}

/** The corner of the selection, drawn over what is to be filled with it. */
export function FillHandle({ geometry, at, fill, onStart }: Props) {
  const frozen = at.right < geometry.frozen
  return (
    <>
      <div
        className={`gd-row gd-overlay ${frozen ? 'gd-overlay-frozen' : ''}`}
        style={{ transform: `translateY(${at.bottom * geometry.row}px)`, height: geometry.row }}
      >
        <div className="gd-fill-cell" style={cellStyle(geometry, at.right)}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+D and Ctrl+R do the same by key */}
          <span className="gd-fill" onPointerDown={onStart} />
        </div>
      </div>
      {fill && <FillPreview geometry={geometry} whole={filledTo(at, fill)} />}
    </>
  )
}

function FillPreview({ geometry, whole }: { geometry: Geometry; whole: Rectangle }) {
  const { row, gutter, offsets } = geometry
  return (
    <div
      className="gd-fill-preview"
      style={{
        top: whole.top * row,
        height: (whole.bottom - whole.top + 1) * row,
        left: gutter + offsets[whole.left]!,
        width: offsets[whole.right + 1]! - offsets[whole.left]!,
      }}
    />
  )
}
