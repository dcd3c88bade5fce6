import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { pageView } from '../../platform/http/fields.ts';
import { IfMatch } from '../../platform/http/if-match.ts';
import { productInput, productOut, productPatch, productsQuery } from './catalog.dto.ts';
import type { ProductInput, ProductPatch, ProductsQuery } from './catalog.dto.ts';
import { CatalogService } from './catalog.service.ts';

@ApiTags('catalog')
@Controller('api/v1/products')
export class CatalogController {
  constructor(private readonly catalog: CatalogService) {}

  @Get()
  @Allow('catalog.read')
  @ApiOkResponse({ standardSchema: pageView(productOut) })
  list(@Me() me: Principal, @Query({ schema: productsQuery }) query: ProductsQuery) {
    return this.catalog.list(me, query);
  }

  @Post()
  @Allow('catalog.manage')
  @ApiCreatedResponse({ standardSchema: productOut })
  create(@Me() me: Principal, @Body({ schema: productInput }) input: ProductInput) {
    return this.catalog.create(me, input);
  }

  @Patch(':id')
  @Allow('catalog.manage')
  @ApiOkResponse({ standardSchema: productOut })
  change(
    @Me() me: Principal,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: productPatch }) patch: ProductPatch,
    @IfMatch() version?: number,
  ) {
    return this.catalog.change(me, id, patch, version);
  }
}
