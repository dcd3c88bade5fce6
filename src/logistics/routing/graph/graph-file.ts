import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RoadGraph } from './road-graph.ts';

const MAGIC = 'WAYSTRT2';
const KINDS = { Uint8Array, Uint32Array, Int32Array, Float64Array } as const;
type Kind = keyof typeof KINDS;

interface Section {
  name: string;
  kind: Kind;
  offset: number;
  length: number;
}

interface Header {
  sections: Section[];
  /** The fields that are no arrays. */
  plain: Record<string, unknown>;
}

const align = (offset: number) => (offset + 7) & ~7;

/** One file: magic, header length, JSON header, then the arrays on 8-byte boundaries; little-endian. */
export function encodeGraph(graph: RoadGraph): Buffer {
  const plain: Record<string, unknown> = {};
  const sections: Section[] = [];
  const chunks: Uint8Array[] = [];
  let offset = 0;
  for (const [name, value] of Object.entries({ ...graph, segmentTree: new Uint8Array(graph.segmentTree) })) {
    if (!ArrayBuffer.isView(value)) {
      plain[name] = value;
      continue;
    }
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    sections.push({ name, kind: value.constructor.name as Kind, offset, length: value.length });
    chunks.push(bytes, new Uint8Array(align(bytes.length) - bytes.length));
    offset += align(bytes.length);
  }
  const header = Buffer.from(JSON.stringify({ sections, plain } satisfies Header));
  const start = align(MAGIC.length + 4 + header.length);
  const head = Buffer.alloc(start);
  head.write(MAGIC, 'latin1');
  head.writeUInt32LE(header.length, MAGIC.length);
  header.copy(head, MAGIC.length + 4);
  return Buffer.concat([head, ...chunks]);
}

/** The graph in a file of `encodeGraph`: views on the same memory, nothing is copied. Undefined when the file is not one. */
export function decodeGraph(file: ArrayBuffer): RoadGraph | undefined {
  const bytes = Buffer.from(file);
  if (bytes.length < 16 || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  const headerLength = bytes.readUInt32LE(MAGIC.length);
  const headerEnd = MAGIC.length + 4 + headerLength;
  if (headerEnd > bytes.length) return undefined;
  const header = JSON.parse(bytes.toString('utf8', MAGIC.length + 4, headerEnd)) as Header;
  const start = align(headerEnd);
  const graph: Record<string, unknown> = { ...header.plain };
  for (const { name, kind, offset, length } of header.sections) {
    const View = KINDS[kind];
    if (start + offset + length * View.BYTES_PER_ELEMENT > bytes.length) return undefined;
    graph[name] = new View(file, start + offset, length);
  }
  const tree = graph.segmentTree as Uint8Array<ArrayBuffer>;
  graph.segmentTree = tree.buffer.slice(tree.byteOffset, tree.byteOffset + tree.byteLength);
  return graph as unknown as RoadGraph;
}

/** Reads a graph file; undefined when it is missing, cut short or of another version. */
export async function readGraph(path: string): Promise<RoadGraph | undefined> {
  let file: Buffer;
  try {
    file = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return decodeGraph(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer);
}

/** Writes the graph so that a reader sees the old file or the new one, never half of it. */
export async function writeGraph(path: string, graph: RoadGraph): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, encodeGraph(graph));
  await rename(draft, path);
}
