import '../parts/theme.css';
import '../parts/controls.css';
import './frame.css';
import './lists.css';
import './detail.css';
import './timeline.css';
import { render } from 'preact';
import { Console } from './console.tsx';
import { loadFinishedWhenAsked } from './finished.ts';
import { hearKeys } from './hear-keys.ts';
import { begin } from './watch.ts';

render(<Console />, document.getElementById('page')!);
hearKeys();
loadFinishedWhenAsked();
void begin();
