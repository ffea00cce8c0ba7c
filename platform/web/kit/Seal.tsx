import './seal.css'

/** The product's mark: 挂图 cut white into a vermilion seal; small ones carry one character, as small seals do. `size` in rem. */
export function Seal({ size = 2 }: { size?: number }) {
  const isSmall = size < 3
  return (
    <svg
      className="seal"
      viewBox="0 0 48 48"
      style={{ width: `${size}rem`, height: `${size}rem` }}
      role="img"
      aria-label="挂图"
    >
      <path
        className="seal-ground"
        d="M3.2 2.4 12 1.8l10.5.7 12-.6 10.3.8 1.1 1.2-.4 9.6.6 11-.5 10.8.4 9.4-1.4 1.6-9.8-.5-11.4.7-10.9-.6-9.1.5-1.5-1.3.6-10.2-.7-10.6.6-11.2-.5-9.3z"
      />
      <rect className="seal-line" x="5" y="5" width="38" height="38" />
      {isSmall ? (
        <text className="seal-text seal-one" x="24" y="34.5" textAnchor="middle">
          挂
        </text>
      ) : (
        <text className="seal-text" x="24" textAnchor="middle">
          <tspan x="24" y="22.2">
            挂
          </tspan>
          <tspan x="24" y="40">
            图
          </tspan>
        </text>
      )}
    </svg>
  )
}
