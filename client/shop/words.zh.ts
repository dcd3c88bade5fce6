import type { Phrase } from '../parts/phrase.ts';
import type { words as en } from './words.en.ts';

export const words: Record<keyof typeof en, Phrase> = {
  title: '订单',
  notStore: '此账户是骑手账户。',
  toCourier: '打开骑手页面',

  which: '显示哪些订单',
  open: '进行中',
  all: '全部',
  search: '搜索',
  searchHint: '单号、姓名……',
  showMore: '显示更多',
  found: '{count} 单',
  foundMore: '前 {count} 单',

  noneOpen: '没有进行中的订单',
  noneOpenText: '新订单会自动显示在这里。',
  noneAll: '还没有订单',
  noneFound: '没有与“{query}”匹配的订单',
  clear: '清除搜索',

  forPerson: '收件人 {name}',
  goesWith: '{courier}，{vehicle}',
  noCourier: '尚无骑手',
  addressUnknown: '地图上找不到该地址，调度员会更正。',
  goesOutAt: '{time} 派出',
  contents: '订单内容',
  total: '合计',
  noContents: '此处只有配送信息。',

  share: '顾客链接',
  linkCopied: '{number} 的链接已复制',
  cancelOrder: '取消',
  cancelling: '{number} 将在 10 秒后取消',
  cancelled: '{number} 已取消',
};
