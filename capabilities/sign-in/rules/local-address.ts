/** Where to go after signing in: an address of this product and nothing else, else the start. */
export function localAddress(wanted: string | undefined): string {
  // tabs and line ends are dropped by browsers: "/\t/elsewhere" would be another site
  return wanted && /^\/(?![/\\])/.test(wanted) && !/[\p{Cc}\\]/u.test(wanted) ? wanted : '/'
}
