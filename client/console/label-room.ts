/** A rectangle of the canvas, in pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Label {
  box: Box;
  /** Shown whatever it covers: somebody looks at it. */
  must: boolean;
}

const cover = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The labels to show, so that none covers another or what is `taken`; of two that want one place, the first has it. */
export function labelsWithRoom<L extends Label>(labels: readonly L[], taken: readonly Box[]): L[] {
  const shown = labels.filter(({ must }) => must);
  const full = [...taken, ...shown.map(({ box }) => box)];
  for (const label of labels) {
    if (label.must || full.some((box) => cover(box, label.box))) continue;
    shown.push(label);
    full.push(label.box);
  }
  return shown;
}
