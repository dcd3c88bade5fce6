import { useSignal } from '@preact/signals';
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useEffect } from 'preact/hooks';
import type { MeView } from '../../src/shared/views.ts';
import { ApiProblem, send } from '../parts/api.ts';
import { BrandMark } from '../parts/brand-mark.tsx';
import { wordsOf } from '../parts/i18n.ts';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Failure } from '../parts/list-states.tsx';
import { homeOf, whoAmI } from '../parts/session.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

const say = wordsOf<keyof typeof en>({ en, zh });
const asked = new URLSearchParams(location.search);
const setupToken = asked.get('setup');

/** Where to after signing in: back to the page that sent here, else the role's own. Only our own paths. */
function nextPage(me: MeView): string {
  const next = asked.get('next');
  const home = homeOf(me);
  const mayGo = next === '/courier' ? me.courierId !== null : next === '/shop' && home === '/console';
  return next && mayGo ? next : home;
}

/** Signing in, or making the first account when the address brings the set-up code. */
export function SignInPage() {
  useEffect(() => {
    document.title = `${say('title')} · Waylight`;
    whoAmI().then(
      (me) => me && location.replace(nextPage(me)),
      () => undefined, // the form is there anyway, and its own answer will say what is wrong
    );
  }, []);
  return (
    <main class="door">
      <header class="door-head">
        <BrandMark px={36} />
        <p class="door-name">Waylight</p>
        <LanguageSwitch />
      </header>
      {setupToken === null ? <SignIn /> : <SetUp token={setupToken} />}
    </main>
  );
}

function SignIn() {
  return (
    <Form
      title={say('title')}
      text={say('promise')}
      action={say('signIn')}
      busy={say('signingIn')}
      submit={(fields) => send<MeView>('POST', '/sessions', fields)}
    >
      <Field name="email" label={say('email')} type="email" autoComplete="username" />
      <Field name="password" label={say('password')} type="password" autoComplete="current-password" />
      <p class="door-hint">{say('customer')}</p>
    </Form>
  );
}

function SetUp({ token }: { token: string }) {
  return (
    <Form
      title={say('setupTitle')}
      text={say('setupText')}
      action={say('create')}
      busy={say('creating')}
      submit={(fields) => send<MeView>('POST', '/setup', fields)}
    >
      <Field name="token" label={say('setupToken')} type="text" autoComplete="off" value={token} />
      <Field name="name" label={say('name')} type="text" autoComplete="name" />
      <Field name="email" label={say('email')} type="email" autoComplete="username" />
      <Field name="password" label={say('newPassword')} type="password" autoComplete="new-password" />
    </Form>
  );
}

function Field({ label, ...input }: { label: string } & InputHTMLAttributes) {
  return (
    <label class="field">
      {label}
      <input required {...input} />
    </label>
  );
}

interface FormProps {
  title: string;
  text: string;
  action: string;
  busy: string;
  submit: (fields: Record<string, FormDataEntryValue>) => Promise<MeView>;
  children: ComponentChildren;
}

function Form({ title, text, action, busy, submit, children }: FormProps) {
  const working = useSignal(false);
  const error = useSignal<unknown>(null);
  const enter = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement));
    working.value = true;
    error.value = null;
    try {
      location.assign(nextPage(await submit(fields)));
    } catch (refused) {
      error.value = refused;
      working.value = false;
    }
  };
  return (
    <form class="card door-form" onSubmit={enter}>
      <h1>{title}</h1>
      <p class="door-hint">{text}</p>
      {children}
      <Refusal error={error.value} />
      <button type="submit" class="button-main door-go" disabled={working.value}>
        {working.value ? busy : action}
      </button>
    </form>
  );
}

function Refusal({ error }: { error: unknown }) {
  if (error === null) return null;
  const status = error instanceof ApiProblem ? error.status : 0;
  if (status === 401 || status === 403)
    return (
      <p class="field-error" role="alert">
        {say('wrong')}
      </p>
    );
  if (status === 429)
    return (
      <p class="field-error" role="alert">
        {say('tooMany')}
      </p>
    );
  return <Failure error={error} />;
}
