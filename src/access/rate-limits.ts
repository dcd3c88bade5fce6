import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../shared/errors.ts';
import type { Principal } from './principal.ts';

const limiter = (points: number, seconds: number) => new RateLimiterMemory({ points, duration: seconds });

/** In ten minutes. */
const MOST_SOLVER_S = 1_800;

/** How often, in this process. Devices catch up after a tunnel; a customer's page asks rarely. */
@Injectable()
export class RateLimits {
  readonly #byKind: Record<Principal['kind'], RateLimiterMemory> = {
    account: limiter(3_000, 60),
    api_key: limiter(6_000, 60),
    device: limiter(6_000, 60),
    share: limiter(240, 60),
    system: limiter(1_000_000, 60),
  };
  /** Many customers and phones may share one address. */
  readonly #byAddress = limiter(12_000, 60);
  readonly #solverSeconds = limiter(MOST_SOLVER_S, 600);
  readonly #signInByAddress = limiter(60, 300);
  readonly #signInByEmail = limiter(10, 300);

  /** Counts one request; throws overloaded with the seconds to wait. */
  async spend(principal: Pick<Principal, 'kind' | 'id'>): Promise<void> {
    await consume(this.#byKind[principal.kind], principal.id);
  }

  /** Counts seconds of search that somebody asks for. */
  async spendSolver(principal: Pick<Principal, 'kind' | 'id'>, seconds: number): Promise<void> {
    await consume(
      this.#solverSeconds,
      `${principal.kind}/${principal.id}`,
      Math.min(Math.ceil(seconds), MOST_SOLVER_S),
    );
  }

  /** Counts one request of somebody who proved nothing: on a public route, with a customer's link, or with a wrong key. */
  async spendAddress(address: string): Promise<void> {
    await consume(this.#byAddress, address);
  }

  /** Counts one try to sign in, by address and by account: the address alone can be forged. */
  async spendSignIn(address: string, email: string): Promise<void> {
    await consume(this.#signInByAddress, address);
    await consume(this.#signInByEmail, email);
  }

  /** A right password clears the account's count. */
  async forgiveSignIn(email: string): Promise<void> {
    await this.#signInByEmail.delete(email);
  }
}

async function consume(counter: RateLimiterMemory, key: string, points = 1): Promise<void> {
  try {
    await counter.consume(key, points);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterS = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw new DomainError('overloaded', 'rate_limited', `Too many requests; try again in ${retryAfterS} s.`, {
      retryAfterS,
    });
  }
}
