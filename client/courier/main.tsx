import '../parts/theme.css';
import '../parts/controls.css';
import './courier.css';
import './sheets.css';
import { render } from 'preact';
import { CourierPage } from './courier-page.tsx';

render(<CourierPage />, document.getElementById('app')!);
