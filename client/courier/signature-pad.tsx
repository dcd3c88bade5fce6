import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ask } from './say.ts';

const WIDTH = 600;
const HEIGHT = 240;

function placeOn(canvas: HTMLCanvasElement, event: PointerEvent): [number, number] {
  const box = canvas.getBoundingClientRect();
  return [
    ((event.clientX - box.left) / box.width) * WIDTH,
    ((event.clientY - box.top) / box.height) * HEIGHT,
  ];
}

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')!;
  context.lineWidth = 4;
  context.lineCap = context.lineJoin = 'round';
  context.strokeStyle = '#14181f';
  return context;
}

/** A field to sign in with a finger; the drawing is a PNG data URL, dark on white whatever the theme. */
export function SignaturePad({ signed }: { signed: Signal<string | null> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const pen = (): CanvasRenderingContext2D => penOf(canvas.current!);
  useEffect(() => {
    if (signed.value === null) return;
    const drawn = new Image();
    drawn.onload = () => pen().drawImage(drawn, 0, 0);
    drawn.src = signed.value;
  }, []);
  const start = (event: PointerEvent): void => {
    canvas.current!.setPointerCapture(event.pointerId);
    drawing.current = true;
    const context = pen();
    if (signed.value === null) {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, WIDTH, HEIGHT);
    }
    context.beginPath();
    context.moveTo(...placeOn(canvas.current!, event));
  };
  const move = (event: PointerEvent): void => {
    if (!drawing.current) return;
    const context = pen();
    context.lineTo(...placeOn(canvas.current!, event));
    context.stroke();
  };
  const end = (): void => {
    if (!drawing.current) return;
    drawing.current = false;
    signed.value = canvas.current!.toDataURL('image/png');
  };
  const clear = (): void => {
    pen().clearRect(0, 0, WIDTH, HEIGHT);
    signed.value = null;
  };
  return (
    <div class="signature">
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        aria-label={ask('signHere')}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <p class="signature-hint">
        {ask('signHere')}
        <button type="button" class="button-plain" onClick={clear}>
          {ask('signAgain')}
        </button>
      </p>
    </div>
  );
}
