import '../parts/theme.css';
import '../parts/controls.css';
import './sign-in.css';
import { render } from 'preact';
import { SignInPage } from './sign-in-page.tsx';

render(<SignInPage />, document.getElementById('app')!);
