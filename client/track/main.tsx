import '../parts/theme.css';
import '../parts/controls.css';
import './track.css';
import { render } from 'preact';
import { TrackPage } from './track-page.tsx';
import { watchOrder } from './track-store.ts';

const token = location.pathname.split('/').filter(Boolean).at(-1) ?? '';
const root = document.getElementById('app')!;
root.replaceChildren();
render(<TrackPage order={watchOrder(token)} />, root);
