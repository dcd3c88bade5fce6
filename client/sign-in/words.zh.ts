import type { Phrase } from '../parts/phrase.ts';
import type { words as en } from './words.en.ts';

export const words: Record<keyof typeof en, Phrase> = {
  title: '登录',
  promise: '订单、路线与骑手，实时掌握。',
  email: '邮箱',
  password: '密码',
  signIn: '登录',
  signingIn: '正在登录…',
  wrong: '邮箱或密码不正确。',
  tooMany: '尝试次数过多，请几分钟后再试。',
  customer: '在等待订单？请打开消息中的追踪链接。',
  setupTitle: '创建第一个账户',
  setupText: '该账户将成为此 Waylight 的管理员。',
  name: '您的姓名',
  newPassword: '密码（至少 10 个字符）',
  setupToken: '服务器启动信息中的设置码',
  create: '创建并登录',
  creating: '正在创建…',
};
