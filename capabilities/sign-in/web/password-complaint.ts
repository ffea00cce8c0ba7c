/** What is wrong with a new password typed twice: the server asks for 10 characters. */
export function passwordComplaint(password: string, repeat: string): 'short' | 'differ' | null {
  if (password.length < 10) return 'short'
  return password === repeat ? null : 'differ'
}
