/** What is wrong with a new password typed twice, before it is sent; lengths are counted as the server counts them. */
export function passwordComplaint(password: string, repeat: string, shortest: number): 'short' | 'differ' | null {
  if ([...password.normalize('NFKC')].length < shortest) return 'short'
  return password === repeat ? null : 'differ'
}
