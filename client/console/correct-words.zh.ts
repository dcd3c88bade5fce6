import type { Phrase } from '../parts/phrase.ts';
import type { words as en } from './correct-words.en.ts';

export const words: Record<keyof typeof en, Phrase> = {
  correct: '更正…',
  promiseInstead: '承诺改为 {to}（原 {from}）',
  promiseTold: '将通知 {customer} 和 {store}：最晚 {to} 送达，原为 {from}。',
  promiseNow: '更改承诺',
  promisedBy: '承诺最晚',
  tellAfter: '会立即通知顾客和商家。',

  workUntil: '{courier} 工作至 {until}',
  workLonger: '让 {courier} 工作至 {until}',
  couldCome: '未在岗，可以接单：',
  nobodyAtHome: '未在岗的骑手都无法接此单。',
  planUntil: '排班至 {until}',
  planShift: '为 {courier} 排班至 {until}',
  plannedUntil: '已排班至 {until}，尚未到岗',
  afterPromise: '超出承诺 {minutes} 分钟',

  planning: '正在重新规划…',
  nowWith: '{number} 已分给 {courier}',
  stillNobody: '{number} 仍无骑手：请看现在怎样可以安排。',

  address: '地址',
  addressHint: '街道和门牌号',
  moveDoor: '在地图上查找',
  showOnMap: '在地图上指出',
  aim: '移动地图，让图钉指在 {number}（{address}）的门口。',
  outsideZone: '这里在{zone}范围之外。',
  doorHere: '门口在这里',
};
