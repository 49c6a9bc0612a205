// Everything that happened, newest first, a page at a time.

import { call } from "./api.js";
import { timeline } from "./mine.js";
import { back, html, loaded, nothing, press, shown } from "./parts.js";

const { ref } = window.Vue;

export default {
  title: "办事经历",
  setup() {
    const lines = ref([]);
    const cursor = ref(null);
    const it = loaded(async () => {
      const page = await call(`/me/timeline?limit=30${cursor.value ? `&cursor=${encodeURIComponent(cursor.value)}` : ""}`);
      lines.value = [...lines.value, ...page.items];
      cursor.value = page.next_cursor;
      return page;
    });
    return () => html`
      <div>
        ${back("我的", "#/me")}
        <h1>办事经历</h1>
        ${shown(it, () => (lines.value.length ? html`<section class="card">${timeline(lines.value)}</section>
          ${cursor.value && press("看更早的", it.reload, { plain: true, busy: it.busy.value })}` : nothing("还没有记录")), 6)}
      </div>`;
  },
};
