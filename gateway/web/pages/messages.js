// Messages: what the platform or a desk told the person, unread ones marked; opening one marks it read.

import { call, moment } from "./api.js";
import { icon } from "./icons.js";
import { html, loaded, nothing, press, shown } from "./parts.js";
import { recount, unread } from "./unread.js";

const { ref } = window.Vue;

export default {
  title: "消息",
  setup() {
    const lines = ref([]);
    const cursor = ref(null);
    const it = loaded(async () => {
      const page = await call(`/me/messages?limit=30${cursor.value ? `&cursor=${encodeURIComponent(cursor.value)}` : ""}`);
      lines.value = [...lines.value, ...page.items];
      cursor.value = page.next_cursor;
      return page;
    });
    const mark = async (body) => {
      unread.count = (await call("/me/messages/reads", { method: "POST", body })).unread;
      lines.value = lines.value.map((one) => (body.all || body.event_ids.includes(one.event_id) ? { ...one, read: true } : one));
    };
    const open = (one) => { if (!one.read) mark({ event_ids: [one.event_id] }).catch(recount); };
    return () => html`
      <div>
        <div class="head"><h1>消息</h1>${unread.count ? press("全部标为已读", () => mark({ all: true }).catch(recount), { plain: true }) : null}</div>
        <p class="quiet" role="status">${unread.count ? `${unread.count} 条没有读` : ""}</p>
        ${shown(it, () => (lines.value.length ? html`<ul class="rows">${lines.value.map((one) => message(one, open))}</ul>
          ${cursor.value && press("看更早的", it.reload, { plain: true, busy: it.busy.value })}` : nothing("还没有消息；办事有进展会在这里告诉您")), 6)}
      </div>`;
  },
};

const message = (one, open) => html`
  <li class="row" key=${one.event_id}><a href=${`#/case/${one.pillar}/${one.entity}/${encodeURIComponent(one.entity_id)}`} onClick=${() => open(one)}>
    <span class="row-words"><strong class=${one.read ? "read" : "unread"}>${one.read ? null : html`<span class="unseen">未读：</span>`}${one.label}</strong>
      ${one.title !== one.label ? html`<span>${one.title}</span>` : null}<span class="quiet">${one.pillar_label}，${moment(one.occurred_at)}</span></span>
    ${icon("right")}</a></li>`;
