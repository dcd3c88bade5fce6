import '../parts/theme.css';
import '../parts/controls.css';
import './shop.css';
import { render } from 'preact';
import { ShopPage } from './shop-page.tsx';

render(<ShopPage />, document.getElementById('app')!);
