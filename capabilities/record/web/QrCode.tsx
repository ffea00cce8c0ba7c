import { encode } from 'uqr'
import { useWords } from '#platform/web/words/use-words.ts'

/** A text as a QR code drawn in ink, quiet zone included. */
export function QrCode({ text }: { text: string }) {
  const w = useWords()
  // upper case is the denser alphabet of the code; hexadecimal means the same
  const { data, size } = encode(text.toUpperCase(), { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={w('record.qr')}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
