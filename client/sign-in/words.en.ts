/** What the sign-in page says. */
export const words = {
  title: 'Sign in',
  promise: 'Orders, routes and couriers, live.',
  email: 'Email',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  wrong: 'Email or password is wrong.',
  tooMany: 'Too many attempts. Try again in a few minutes.',
  customer: 'Waiting for an order? Open the link in the message you got.',
  setupTitle: 'Create the first account',
  setupText: 'It will be the administrator of this Waylight.',
  name: 'Your name',
  newPassword: 'Password (at least 10 characters)',
  setupToken: 'Set-up code from the server’s start-up message',
  create: 'Create and sign in',
  creating: 'Creating…',
} as const;
