/** A directed graph in rows: node n leads to `to[start[n] .. start[n + 1])`. */
export interface Links {
  start: Uint32Array;
  to: Uint32Array;
}

/**
 * Marks the members of the largest strongly connected component among the `allowed` nodes (1 = member).
 * Tarjan 1972, with its own stack, so that a country's roads do not overflow the call stack.
 */
export function largestComponent({ start, to }: Links, allowed: Uint8Array): Uint8Array {
  const count = start.length - 1;
  const order = new Int32Array(count);
  const low = new Int32Array(count);
  const component = new Int32Array(count).fill(-1);
  const cursor = start.slice(0, count);
  const open: number[] = [];
  const path: number[] = [];
  const sizes: number[] = [];
  let clock = 0;
  const enter = (node: number) => {
    order[node] = low[node] = ++clock;
    open.push(node);
    path.push(node);
  };
  const leave = (node: number) => {
    path.pop();
    if (path.length > 0) low[path.at(-1)!] = Math.min(low[path.at(-1)!]!, low[node]!);
    if (low[node] !== order[node]) return;
    let size = 0;
    for (let member = -1; member !== node; size++) {
      member = open.pop()!;
      component[member] = sizes.length;
    }
    sizes.push(size);
  };
  for (let root = 0; root < count; root++) {
    if (!allowed[root] || order[root] !== 0) continue;
    enter(root);
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (cursor[node]! >= start[node + 1]!) {
        leave(node);
        continue;
      }
      const next = to[cursor[node]!++]!;
      if (order[next] === 0) enter(next);
      else if (component[next] === -1) low[node] = Math.min(low[node]!, order[next]!);
    }
  }
  const largest = sizes.indexOf(Math.max(...sizes));
  return Uint8Array.from(component, (id) => (id === largest && id >= 0 ? 1 : 0));
}
