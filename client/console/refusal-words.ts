import type { Problem } from '../../src/shared/problem.ts';
import { language } from '../parts/i18n.ts';

/** What the server refuses a dispatcher, by code. In English its own sentences serve: they know the particulars. */
const CHINESE: Readonly<Record<string, string>> = {
  version_conflict: '您查看之后已有变化，请再看一次。',
  plan_stale: '计划一直在变化，请再看一次。',
  not_correctable: '此单现在不能再更正。',
  invalid_window: '此时间段不可用：已经过去，或早于备货完成。',
  address_unknown: '地图上找不到该地址。',
  invalid_shift: '班次不能这样结束：已经下班、超过 24 小时，或与下一班次重叠。',
  shift_begun: '此班次已经开始，不能撤回。',
  already_picked_up: '骑手已取货，不能再更换。',
  courier_not_on_duty: '该骑手不在岗。',
  courier_has_stops: '该骑手还有未完成的站点，不能更换区域。',
  not_plannable: '此单现在不能分给骑手。',
  not_postponed: '此单不在等待通知骑手。',
  stop_locked: '已锁定或正在前往的站点保持原位。',
  unreachable: '无路可达。',
  not_cancellable: '此单不能再取消。',
  not_returnable: '此单不能退回。',
  delivery_cancelled: '此单已取消。',
  already_undone: '此计划已被撤回。',
  nothing_to_undo: '此计划已无可撤回的内容。',
  alert_over: '此告警已结束。',
  forbidden: '您没有此权限。',
};

/** Why a command was refused, in the page's language as far as we have the words. */
export const refusalWords = ({ code, detail, title }: Problem): string =>
  (language.value === 'zh' && CHINESE[code]) || (detail ?? title);
