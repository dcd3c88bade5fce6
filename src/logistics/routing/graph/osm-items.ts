import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { OSMTransform } from 'osm-pbf-parser-node';
import type { Tags } from './road-tags.ts';

export interface OsmNode {
  type: 'node';
  id: number;
  lat: number;
  lon: number;
  tags?: Tags;
}
export interface OsmWay {
  type: 'way';
  id: number;
  refs: number[];
  tags?: Tags;
}
export interface OsmRelation {
  type: 'relation';
  id: number;
  members: { type: 'node' | 'way' | 'relation'; ref: number; role: string }[];
  tags?: Tags;
}
export type OsmItem = OsmNode | OsmWay | OsmRelation;

/** The parser throws out of its stream callbacks, which would end the process; here a bad file is a stream error. */
class CarefulTransform extends OSMTransform {
  override _transform(chunk: Buffer, encoding: BufferEncoding, done: TransformCallback): void {
    try {
      super._transform(chunk, encoding, done);
    } catch (error) {
      done(error as Error);
    }
  }
  override _flush(done: TransformCallback): void {
    try {
      super._flush(done);
    } catch {
      done(new Error('this is no .osm.pbf file, or it ends in the middle of a block'));
    }
  }
}

/** Every item of an .osm.pbf file in file order; throws when the file is missing, damaged or no PBF. */
export async function* osmItems(file: string): AsyncGenerator<OsmItem> {
  const blocks = pipeline(createReadStream(file), new CarefulTransform({ withTags: true }), () => {
    // The loop below meets the same error.
  });
  for await (const block of blocks as AsyncIterable<OsmItem[]>) {
    for (const item of block) if ('type' in item) yield item;
  }
}
