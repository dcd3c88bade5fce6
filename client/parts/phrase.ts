export type Language = 'en' | 'zh';
export type Phrase = string | { one: string; other: string };
export type Params = Readonly<Record<string, string | number>>;

const rules = { en: new Intl.PluralRules('en'), zh: new Intl.PluralRules('zh') };

/** The sentence with its `{names}` filled in; `{ one, other }` is chosen by `params.count`. An unknown name stays visible. */
export function phrase(text: Phrase, params: Params, language: Language): string {
  const sentence =
    typeof text === 'string'
      ? text
      : rules[language].select(Number(params['count'] ?? 0)) === 'one'
        ? text.one
        : text.other;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
