// The events behind a figure, newest first; about whom is not said.

import { call, moment } from "./api.js";
import { areaName } from "./desk_session.js";
import { back, html, loaded, nothing, press, shown } from "./parts.js";

const { ref } = window.Vue;

export default {
  title: "数字的明细",
  props: { query: Object },
  setup(props) {
    const [lines, cursor] = [ref([]), ref(null)];
    const { label, ...asked } = props.query;
    const it = loaded(async () => {
      const page = await call(`/cockpit/events?${new URLSearchParams({ ...asked, limit: 50, ...(cursor.value ? { cursor: cursor.value } : {}) })}`);
      lines.value = [...lines.value, ...page.items];
      cursor.value = page.next_cursor;
      return page;
    });
    return () => html`<div>
      ${back("驾驶舱", `#/cockpit?${new URLSearchParams({ area: asked.area, year: asked.year })}`)}
      <h1>${label || "数字的明细"}</h1><p class="lead quiet">${areaName(asked.area)}，${asked.year} 年。每一行是计入这个数字的一件事。</p>
      ${shown(it, () => (lines.value.length ? html`<div><div class="scroll" tabindex="0" role="region" aria-label="明细"><table>
        <thead><tr><th scope="col">计入的时间</th><th scope="col">地区</th><th scope="col" class="number-cell">计入的数</th></tr></thead>
        <tbody>${lines.value.map((one) => html`<tr key=${one.event_id}><td>${moment(one.occurred_at)}</td><td>${areaName(one.area)}</td><td class="number-cell">${one.amount.toLocaleString("zh-CN")}</td></tr>`)}</tbody></table></div>
        ${cursor.value && press("再看一些", it.reload, { plain: true, busy: it.busy.value })}</div>` : nothing("没有计入这个数字的事项")), 5)}</div>`;
  },
};
