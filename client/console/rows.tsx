import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const BEYOND = 4;

interface RowsProps<T> {
  items: readonly T[];
  rowPx: number;
  label: string;
  keyOf: (item: T) => string;
  /** The row that must be in view. */
  activeKey: string | null;
  children: (item: T) => ComponentChildren;
}

/** A list of equally high rows that renders only those in view: 40 or 4,000. */
export function Rows<T>({ items, rowPx, label, keyOf, activeKey, children }: RowsProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const measure = (): void => {
    const element = box.current;
    if (element) setSeen({ top: element.scrollTop, height: element.clientHeight });
  };
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const active = activeKey === null ? -1 : items.findIndex((item) => keyOf(item) === activeKey);
  useEffect(() => {
    const element = box.current;
    if (!element || active === -1) return;
    const [top, bottom] = [active * rowPx, (active + 1) * rowPx];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
  }, [activeKey]);
  const first = Math.max(0, Math.floor(seen.top / rowPx) - BEYOND);
  const last = Math.min(items.length, Math.ceil((seen.top + seen.height) / rowPx) + BEYOND);
  return (
    <div class="rows" ref={box} onScroll={measure}>
      <ul aria-label={label} style={{ height: `${items.length * rowPx}px` }}>
        {items.slice(first, last).map((item, i) => (
          <li
            key={keyOf(item)}
            aria-setsize={items.length}
            aria-posinset={first + i + 1}
            style={{ top: `${(first + i) * rowPx}px`, height: `${rowPx}px` }}
          >
            {children(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}
