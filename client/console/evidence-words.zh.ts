import type { Phrase } from '../parts/phrase.ts';
import type { words as en } from './evidence-words.en.ts';

export const words: Record<keyof typeof en, Phrase> = {
  probability: '错过承诺的概率',
  windowTo: '承诺最晚',
  eta_p10: '最早',
  eta_p50: '最可能',
  eta_p90: '最晚',
  silentS: '失联时长',
  lastHeardMs: '最后上报',
  stoodS: '停留时长',
  toNextStopM: '距下一站',
  distanceM: '偏离路线',
  reason: '原因',
  message: '原因',
  waitedS: '已等待',
  leftS: '距承诺还有',
  at: '发现于',
  thresholds_raiseProbability: '告警阈值',
  thresholds_criticalProbability: '严重阈值',
  thresholds_clearProbability: '解除阈值',
  thresholds_raiseS: '多久后告警',
  thresholds_criticalS: '多久后为严重',
  thresholds_clearS: '解除阈值',
  thresholds_nearStopM: '站点范围',
};
