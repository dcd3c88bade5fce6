const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface Asked {
  method: string;
  host: string;
  origin?: string;
  authorization?: string;
}

/**
 * Whether a browser sends this write from a page of another site, riding on the visitor's cookie (OWASP CSRF, origin
 * check). Browsers name the origin of every such write; programs that send none carry no stolen cookie.
 */
export function isForeignWrite({ method, host, origin, authorization }: Asked, publicUrl?: string): boolean {
  if (READING.has(method) || authorization !== undefined || origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const from = new URL(origin);
  return from.host !== host && from.origin !== (publicUrl && new URL(publicUrl).origin);
}
