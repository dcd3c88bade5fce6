import { Injectable } from '@nestjs/common';
import type { StreamName } from '../../shared/live.ts';
import type { PositionView } from '../../shared/views.ts';

/** One courier's newest place, and the streams whose watchers may see it. */
export interface PositionSignal {
  streams: StreamName[];
  position: PositionView;
}

/** Positions on their way to watchers: signals, not facts. They may be lost, and the newest wins. */
@Injectable()
export class Positions {
  #carry: (signal: PositionSignal) => void = () => {};

  /** Who carries signals to the sockets. */
  onSignal(carry: (signal: PositionSignal) => void): void {
    this.#carry = carry;
  }

  signal(signal: PositionSignal): void {
    this.#carry(signal);
  }
}
