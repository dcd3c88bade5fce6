import { ConnectionBanner } from '../parts/banner.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { CommandPalette } from './command-palette.tsx';
import { drawerOpen } from './desk.ts';
import { Help } from './help.tsx';
import { MapPane } from './map-pane.tsx';
import { OrderList } from './order-list.tsx';
import { PlanPane } from './plan-pane.tsx';
import { planPx } from './plan-size.tsx';
import { say } from './say.ts';
import { SidePane } from './side-pane.tsx';
import { TopBar } from './top-bar.tsx';
import { live } from './watch.ts';
import { WhatIf } from './what-if.tsx';

/** The dispatcher's page: orders, map, alerts with the selected, and the plan below. */
export function Console() {
  return (
    <div class="console" data-drawer={drawerOpen.value}>
      <TopBar />
      {live.value && <ConnectionBanner connection={live.value.connection} stillWorks={say('stillWorks')} />}
      <main class="desk" style={planPx.value === null ? undefined : { '--plan-px': `${planPx.value}px` }}>
        <OrderList />
        <MapPane />
        <SidePane />
        <PlanPane />
      </main>
      <Toasts />
      <Help />
      <WhatIf />
      <CommandPalette />
    </div>
  );
}
