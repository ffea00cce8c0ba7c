/** Where to go after signing in: an address of this product and nothing else, else the start. */
export function localAddress(wanted: string | undefined): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
