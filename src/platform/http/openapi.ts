import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI 3.1 from the zod schemas at /api/openapi.json, a reader for people at /api/docs. */
export function describeApi(app: INestApplication): void {
  const frame = new DocumentBuilder()
    .setTitle('Waylight')
    .setDescription('Orders, deliveries, dispatch and live tracking. Errors are RFC 9457 problem documents.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, frame), {
    jsonDocumentUrl: 'api/openapi.json',
  });
}
