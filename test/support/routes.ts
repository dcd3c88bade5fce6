import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { ALLOW } from '../../src/access/allow.ts';
import type { Permission } from '../../src/access/permissions.ts';
import { PUBLIC } from '../../src/platform/http/public.ts';

export interface Route {
  method: string;
  /** With its parameters, as in `/api/v1/stores/:id`. */
  path: string;
  permission: Permission | undefined;
  isPublic: boolean;
}

type Metadata = (key: string) => unknown;

const join = (...parts: string[]) => '/' + parts.flatMap((part) => part.split('/').filter(Boolean)).join('/');
const listed = (value: unknown): string[] => (Array.isArray(value) ? value : [value ?? '']) as string[];

/** Every HTTP route of the app, from what its controllers declare. */
export function routesOf(app: INestApplication): Route[] {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) =>
      routesOfController(metatype as { prototype: object }),
    ),
  );
}

function routesOfController(controller: { prototype: object }): Route[] {
  const ofClass: Metadata = (key) => Reflect.getMetadata(key, controller);
  const names = Object.getOwnPropertyNames(controller.prototype).filter((name) => name !== 'constructor');
  return names.flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(controller.prototype, name)!.value as object;
    if (typeof handler !== 'function') return [];
    const ofHandler: Metadata = (key) => Reflect.getMetadata(key, handler);
    const method = ofHandler(METHOD_METADATA) as RequestMethod | undefined;
    if (method === undefined) return [];
    const paths = listed(ofClass(PATH_METADATA)).flatMap((prefix) =>
      listed(ofHandler(PATH_METADATA)).map((path) => join(prefix, path)),
    );
    return paths.map((path) => ({
      method: RequestMethod[method],
      path,
      permission: (ofHandler(ALLOW) ?? ofClass(ALLOW)) as Permission | undefined,
      isPublic: Boolean(ofHandler(PUBLIC) ?? ofClass(PUBLIC)),
    }));
  });
}
