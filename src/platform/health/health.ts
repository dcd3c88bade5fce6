import { Injectable } from '@nestjs/common';

export interface Check {
  ok: boolean;
  /** For people: what it is, or why it isn't. */
  detail?: string;
  /** A degraded dependency is reported but does not make the process unready. */
  optional?: boolean;
}

/** Dependencies by name, each with a question that answers quickly. */
@Injectable()
export class Health {
  readonly #checks = new Map<string, () => Promise<Check>>();

  register(name: string, check: () => Promise<Check>): void {
    this.#checks.set(name, check);
  }

  async ready(): Promise<{ ok: boolean; checks: Record<string, Check> }> {
    const entries = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await check().catch(failed)] as const),
    );
    return {
      ok: entries.every(([, check]) => check.ok || check.optional),
      checks: Object.fromEntries(entries),
    };
  }
}

function failed(error: Error): Check {
  return { ok: false, detail: error.message.slice(0, 300) };
}
