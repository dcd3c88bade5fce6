import '@fastify/cookie';
import type { FastifyReply } from 'fastify';

const NAME = 'waylight_session';
/** Browsers keep a cookie 400 days at most; the server's own record decides when a session ends. */
const KEEP_S = 400 * 86_400;

/** The session's secret in a raw Cookie header. */
export function sessionSecret(header: string | undefined): string | undefined {
  const parts = header?.split(';').map((part) => part.trim()) ?? [];
  return parts.find((part) => part.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
}

export function giveSession(reply: FastifyReply, secret: string, secure: boolean): void {
  void reply.setCookie(NAME, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: KEEP_S });
}

export function takeSession(reply: FastifyReply): void {
  void reply.clearCookie(NAME, { path: '/' });
}
