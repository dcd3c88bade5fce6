import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.ts';
import { RoutingModule } from '../routing/routing.module.ts';
import { ProblemSolver } from './problem-solver.service.ts';
import { SolveController } from './solve.controller.ts';
import { SolveRunner } from './solve-runner.service.ts';
import { SolveService } from './solve.service.ts';
import { SolveStore } from './solve-store.ts';
import { SolveStreets } from './solve-streets.service.ts';

/** Routing problems of others, in VROOM's JSON. */
@Module({
  imports: [AccessModule, RoutingModule],
  controllers: [SolveController],
  providers: [ProblemSolver, SolveRunner, SolveService, SolveStore, SolveStreets],
})
export class SolveModule {}
