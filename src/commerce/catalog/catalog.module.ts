import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.ts';
import { CatalogController } from './catalog.controller.ts';
import { CatalogService } from './catalog.service.ts';

/** What stores sell. */
@Module({
  imports: [AccessModule],
  controllers: [CatalogController],
  providers: [CatalogService],
  exports: [CatalogService],
})
export class CatalogModule {}
