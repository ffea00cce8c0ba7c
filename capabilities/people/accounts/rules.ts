/** User names are compared without case and width, so that Ｏffice and office are one person. */
export function foldUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase()
}
