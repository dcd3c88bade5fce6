import type { Profile } from '../routing-engine.ts';
import { streetCount } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import { kmhOf } from './road-tags.ts';
import { largestComponent } from './strong-component.ts';
import type { Links } from './strong-component.ts';
import { turnsOf, usableArcs } from './turns.ts';
import type { Turns } from './turns.ts';

/**
 * One profile's view of the streets, ready to search. An edge is a chain of arcs with one way in and one way on, so a
 * search never stops at a mere bend; its states are edges, which is what makes turns and their bans exact.
 */
export interface Network {
  graph: RoadGraph;
  profile: Profile;
  /** Per edge: time and length from its start to its end, inner turns included. */
  edgeMs: Float64Array;
  edgeM: Float64Array;
  /** Arcs of edge e: members[memberStart[e] .. memberStart[e + 1]). */
  memberStart: Uint32Array;
  members: Uint32Array;
  onward: Turns;
  backward: Turns;
  /** Per arc: its edge (-1: not travelled by this profile) and where on the edge it starts. */
  edgeOfArc: Int32Array;
  offsetMs: Float64Array;
  offsetM: Float64Array;
  /** Per street. */
  msPerM: Float64Array;
}

/** Compiles the largest part of the map in which the profile can get from everywhere to everywhere. */
export function compileNetwork(graph: RoadGraph, profile: Profile): Network {
  const usable = usableArcs(graph, profile);
  const all = turnsOf(graph, profile, usable);
  const inside = largestComponent(all, usable);
  const turns = keepInside(all, inside);
  const follower = followers(turns, inside);
  const msPerM = Float64Array.from(
    graph.roadClass,
    (roadClass, street) => 3600 / kmhOf(profile, roadClass, graph.carKmh[street]!),
  );
  const edges = chain({ graph, turns, inside, follower, msPerM });
  const onward = turnsBetween(edges, turns);
  return { graph, profile, ...edges, onward, backward: reversed(onward), msPerM };
}

function keepInside(all: Turns, inside: Uint8Array): Turns {
  const start = new Uint32Array(all.start.length);
  const to = new Uint32Array(all.to.length);
  const ms = new Uint16Array(all.to.length);
  let count = 0;
  for (let arc = 0; arc < inside.length; arc++) {
    for (let i = all.start[arc]!; inside[arc] && i < all.start[arc + 1]!; i++) {
      if (!inside[all.to[i]!]) continue;
      to[count] = all.to[i]!;
      ms[count++] = all.ms[i]!;
    }
    start[arc + 1] = count;
  }
  return { start, to: to.slice(0, count), ms: ms.slice(0, count) };
}

/** Per arc: the one arc it must lead on to and that can be reached from nowhere else; -1 when there is none. */
function followers(turns: Links, inside: Uint8Array): Int32Array {
  const ways = new Uint32Array(inside.length);
  for (const next of turns.to) ways[next]!++;
  return Int32Array.from(inside, (member, arc) => {
    if (!member || turns.start[arc + 1]! - turns.start[arc]! !== 1) return -1;
    const next = turns.to[turns.start[arc]!]!;
    return ways[next] === 1 && next !== arc ? next : -1;
  });
}

interface ChainInput {
  graph: RoadGraph;
  turns: Turns;
  inside: Uint8Array;
  follower: Int32Array;
  msPerM: Float64Array;
}

function chain({ graph, turns, inside, follower, msPerM }: ChainInput) {
  const arcs = 2 * streetCount(graph);
  const edgeOfArc = new Int32Array(arcs).fill(-1);
  const offsetMs = new Float64Array(arcs);
  const offsetM = new Float64Array(arcs);
  const edgeMs: number[] = [];
  const edgeM: number[] = [];
  const memberStart = [0];
  const members: number[] = [];
  const follows = new Uint8Array(arcs);
  for (const next of follower) if (next >= 0) follows[next] = 1;
  const collect = (head: number) => {
    let ms = 0;
    let m = 0;
    for (let arc = head; arc >= 0 && edgeOfArc[arc] === -1; arc = follower[arc]!) {
      if (arc !== head) ms += turns.ms[turns.start[members.at(-1)!]!]!;
      edgeOfArc[arc] = edgeMs.length;
      offsetMs[arc] = ms;
      offsetM[arc] = m;
      members.push(arc);
      m += graph.lengthM[arc >> 1]!;
      ms += graph.lengthM[arc >> 1]! * msPerM[arc >> 1]!;
    }
    edgeMs.push(ms);
    edgeM.push(m);
    memberStart.push(members.length);
  };
  for (let arc = 0; arc < arcs; arc++) if (inside[arc] && !follows[arc]) collect(arc);
  // What is left is a ring without any junction: it starts anywhere.
  for (let arc = 0; arc < arcs; arc++) if (inside[arc] && edgeOfArc[arc] === -1) collect(arc);
  return {
    edgeOfArc,
    offsetMs,
    offsetM,
    edgeMs: Float64Array.from(edgeMs),
    edgeM: Float64Array.from(edgeM),
    memberStart: Uint32Array.from(memberStart),
    members: Uint32Array.from(members),
  };
}

function turnsBetween(edges: Pick<Network, 'edgeOfArc' | 'memberStart' | 'members'>, turns: Turns): Turns {
  const count = edges.memberStart.length - 1;
  const start = new Uint32Array(count + 1);
  const to: number[] = [];
  const ms: number[] = [];
  for (let edge = 0; edge < count; edge++) {
    const last = edges.members[edges.memberStart[edge + 1]! - 1]!;
    for (let i = turns.start[last]!; i < turns.start[last + 1]!; i++) {
      to.push(edges.edgeOfArc[turns.to[i]!]!);
      ms.push(turns.ms[i]!);
    }
    start[edge + 1] = to.length;
  }
  return { start, to: Uint32Array.from(to), ms: Uint16Array.from(ms) };
}

function reversed({ start, to, ms }: Turns): Turns {
  const back = new Uint32Array(start.length);
  for (const edge of to) back[edge + 1]!++;
  for (let edge = 0; edge < start.length - 1; edge++) back[edge + 1]! += back[edge]!;
  const cursor = back.slice();
  const from = new Uint32Array(to.length);
  const price = new Uint16Array(to.length);
  for (let edge = 0; edge < start.length - 1; edge++) {
    for (let i = start[edge]!; i < start[edge + 1]!; i++) {
      const slot = cursor[to[i]!]!++;
      from[slot] = edge;
      price[slot] = ms[i]!;
    }
  }
  return { start: back, to: from, ms: price };
}
