import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { IdempotencyInterceptor } from './idempotency.interceptor.ts';
import { inputPipe } from './input.ts';
import { PagesController } from './pages.controller.ts';
import { ProblemFilter } from './problem.filter.ts';

@Global()
@Module({
  controllers: [PagesController],
  providers: [
    { provide: APP_PIPE, useValue: inputPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
})
export class HttpModule {}
