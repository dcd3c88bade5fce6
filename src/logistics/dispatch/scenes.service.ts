import { Injectable } from '@nestjs/common';
import { Config } from '../../config.ts';
import { withFrozenStarts } from './freeze.rules.ts';
import { PlansService } from './plans.service.ts';
import { runningPlan, type Running } from './running.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Problem } from './solver/problem.ts';
import { TravelService, type Posed } from './travel.service.ts';
import { ZoneSnapshots } from './zone-snapshots.service.ts';

/** A zone at one moment, and the problem it poses. */
export interface Scene extends Posed {
  snapshot: Snapshot;
}

/** A scene as the planner may change it: what starts soon and what a person wants to stay is frozen. */
export interface FrozenScene extends Scene {
  running: Running;
}

/** Looks at a zone. */
@Injectable()
export class Scenes {
  constructor(
    private readonly snapshots: ZoneSnapshots,
    private readonly travel: TravelService,
    private readonly plans: PlansService,
    private readonly config: Config,
  ) {}

  /** As people may change it. */
  async look(zoneId: string): Promise<Scene> {
    const snapshot = await this.snapshots.take(zoneId);
    return { snapshot, ...(await this.travel.pose(snapshot)) };
  }

  /** As the planner may. */
  async frozen(zoneId: string): Promise<FrozenScene> {
    const scene = await this.look(zoneId);
    const { snapshot } = scene;
    const running = runningPlan(scene.problem, snapshot);
    const held = await this.plans.heldIn(zoneId, new Date(snapshot.nowMs));
    const freeze = { horizonMs: this.config.freezeMinutes * 60_000, held };
    const problem: Problem = withFrozenStarts(scene.problem, snapshot, running.routes, freeze);
    return { ...scene, problem, running };
  }
}
