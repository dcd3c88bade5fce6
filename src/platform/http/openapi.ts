import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

const ABOUT = `Orders, deliveries, dispatch and live tracking.

Refusals are RFC 9457 problem documents with a stable \`code\`; \`errors\` names the fields at fault. Lists go on with \`?cursor=\`,
the \`nextCursor\` of the page before. Writes take \`Idempotency-Key\`: the same key and body get the same answer, and
nothing happens twice. Things that carry a \`version\` take \`If-Match\` with it: 409 when they changed since.`;

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};
const REFUSAL = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Every operation may be refused, and all refusals look alike. */
function withRefusals(document: OpenAPIObject): OpenAPIObject {
  document.components!.schemas!.Problem = PROBLEM;
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path))
      if (operation && 'responses' in operation) operation.responses.default = REFUSAL;
  return document;
}

/** `OrdersController.place` is called `ordersPlace`. */
const nameOf = (controller: string, method: string): string =>
  controller[0]!.toLowerCase() +
  controller.slice(1).replace(/Controller$/, '') +
  method[0]!.toUpperCase() +
  method.slice(1);

/** OpenAPI 3.1 from the zod schemas at /api/openapi.json, a reader for people at /api/docs. */
export function describeApi(app: INestApplication): void {
  const frame = new DocumentBuilder()
    .setTitle('Waylight')
    .setDescription(ABOUT)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: "A shop's API key or a device token." })
    .addCookieAuth('waylight_session', { type: 'apiKey', in: 'cookie', description: 'Who signed in.' })
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();
  const describe = () => SwaggerModule.createDocument(app, frame, { operationIdFactory: nameOf });
  SwaggerModule.setup('api/docs', app, () => withRefusals(describe()), {
    jsonDocumentUrl: 'api/openapi.json',
  });
}
