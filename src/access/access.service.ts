import { Injectable } from '@nestjs/common';
import { DevicesService } from './devices.service.ts';
import { KEY_PREFIX, KeysService } from './keys.service.ts';
import type { Principal } from './principal.ts';
import { sessionSecret } from './session-cookie.ts';
import { SessionsService } from './sessions.service.ts';
import { SharesService } from './shares.service.ts';

/** What somebody shows to prove who they are. */
export interface Proof {
  /** The raw Cookie header. */
  cookie?: string;
  /** An API key or a device token. */
  bearer?: string;
  /** A customer link's token. */
  share?: string;
}

/** Turns what somebody shows into who they are. Secrets are looked up by their hash, so no comparison leaks time. */
@Injectable()
export class AccessService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly keys: KeysService,
    private readonly devices: DevicesService,
    private readonly shares: SharesService,
  ) {}

  /** Null when it proves nothing. A link's token counts before a bearer, a bearer before the cookie; a wrong one never falls through. */
  async principalOf({ cookie, bearer, share }: Proof): Promise<Principal | null> {
    if (share !== undefined) return this.shares.principalOf(share);
    if (bearer !== undefined)
      return bearer.startsWith(KEY_PREFIX) ? this.keys.principalOf(bearer) : this.devices.principalOf(bearer);
    const secret = sessionSecret(cookie);
    return secret ? this.sessions.principalOf(secret) : null;
  }

  /** Who holds a customer's link: throws not_found for one that never was, gone for one that ended. */
  async watcher(token: string): Promise<Principal> {
    return this.shares.watcher(token);
  }
}
