import type { zh } from '../areas/oidc.ts'

export const en: Partial<Record<keyof typeof zh, string>> = {
  do: 'Sign in with {name}',
  or: 'or',
  title: 'Identity provider',
  lead: 'Once linked you may sign in with {name}; name and password stay good.',
  link: 'Link {name}',
  linkText: 'To make sure it is you, enter your password here, then sign in once at {name}.',
  linked: 'Linked: next time you may sign in with it.',
  name: 'Identity',
  unnamed: '(no name given)',
  since: 'linked {date}',
  used: 'last used {date}',
  unused: 'not used yet',
  unlink: 'Unlink',
  unlinkAsk: 'Unlink “{name}”?',
  unlinkText: 'Only name and password will do then. It can be linked again.',
  unlinkDone: 'Unlinked',

  'problem.oidc_unavailable': 'The identity provider does not answer; sign in with name and password meanwhile.',
  'problem.oidc_cancelled': 'Signing in there was cancelled. Try again, or use name and password.',
  'problem.oidc_refused':
    'The provider’s answer does not hold; nobody was signed in. Try again, or ask your administrator.',
  'problem.oidc_expired': 'This way through the provider has expired or was used already. Start again.',
  'problem.oidc_unknown':
    'This identity is not linked yet. Sign in with name and password and link it under “My account”, or ask your administrator for an account.',
  'problem.oidc_closed': 'The linked account is closed. Ask your administrator.',
  'problem.oidc_taken': 'Not linked: this identity belongs to another account, or you have linked another one.',
  'problem.oidc_off': 'This installation has no identity provider. Sign in with name and password.',
}
