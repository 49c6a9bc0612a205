// The tray: what waits in one's area, soonest due first, by field, kind and state.

import { call, label, session, words, yuan } from "./api.js";
import { areaName, due, hasTurn, kindName, kindsOf, learnDesk, nearness } from "./desk_session.js";
import { AreaPick } from "./desk_fields.js";
import { failed, html, icon, nothing, press, state, waiting } from "./parts.js";

const { onMounted, onUnmounted, reactive, ref, watch } = window.Vue;
const PILLARS = ["subsidies", "loans", "training", "incubators", "events", "zone"];
const [PAGE, MOST, AGAIN_MS] = [20, 100, 60000];

export default {
  title: "待办",
  props: { query: Object },
  setup(props) {
    const it = reactive({ lines: null, cursor: null, error: null, busy: false });
    const told = ref("");
    const read = async (limit, cursor) => {
      it.busy = true;
      try {
        await learnDesk();
        const page = await call(`/inbox?${asked(props.query, limit, cursor)}`);
        it.lines = cursor ? [...it.lines, ...page.items] : page.items;
        [it.cursor, it.error] = [page.next_cursor, null];
      } catch (error) { it.error = error; }
      it.busy = false;
    };
    const anew = () => read(Math.min(MOST, Math.max(PAGE, it.lines?.length || 0)));
    const seen = () => { if (!document.hidden && !it.busy) anew(); };
    const timer = setInterval(seen, AGAIN_MS);
    document.addEventListener("visibilitychange", seen);
    onUnmounted(() => { clearInterval(timer); document.removeEventListener("visibilitychange", seen); });
    onMounted(anew);
    watch(() => JSON.stringify(props.query), async () => { it.lines = null; await anew(); told.value = `列出 ${it.lines?.length || 0} 件`; });
    return () => html`
      <div>
        <div class="head"><h1>待办</h1>${press("刷新", anew, { plain: true, busy: it.busy })}</div>
        ${filters(props.query)}
        <p class="unseen" role="status">${told.value}</p>
        ${it.error && !it.lines ? failed(it.error, anew) : it.lines ? list(it, read, props.query) : waiting(6)}
      </div>`;
  },
};

function asked(query, limit, cursor) {
  const { all, area, ...named } = query;
  return new URLSearchParams({ area: area || session.area, ...(all || !hasTurn() ? {} : { my_turn: "true" }), ...named, limit, ...(cursor ? { cursor } : {}) });
}

// The address holds what is looked for, so that one comes back to it; no person stands there.
function look(query, changed) {
  const wanted = Object.entries({ ...query, ...changed }).filter(([, value]) => value);
  location.hash = `#/tray?${new URLSearchParams(wanted)}`;
}

const filters = (query) => html`
  <div class="desk-filters">
    ${hasTurn() ? html`<div class="tabs" role="group" aria-label="看哪些">
      <button type="button" aria-pressed=${query.all ? "false" : "true"} onClick=${() => look(query, { all: "" })}>轮到我办</button>
      <button type="button" aria-pressed=${query.all ? "true" : "false"} onClick=${() => look(query, { all: "yes" })}>本地区全部</button>
    </div>` : null}
    ${select("业务", query.pillar, PILLARS.map((code) => [code, label("pillar", code)]), (pillar) => look(query, { pillar, entity: "", state: "" }))}
    ${query.pillar ? select("类别", query.entity, kindsOf(query.pillar), (entity) => look(query, { entity, state: "" })) : null}
    ${query.entity ? select("状态", query.state, Object.entries(words.tables[`${query.pillar}.state.${query.entity}`] || {}), (one) => look(query, { state: one })) : null}
    <${AreaPick} value=${query.area || session.area} onPick=${(area) => look(query, { area: area === session.area ? "" : area })} words="地区" />
  </div>`;

const select = (name, value, options, onPick) => html`
  <label class="short" key=${name}><span>${name}</span><select onChange=${(event) => onPick(event.target.value)}>
    <option value="" selected=${!value}>全部</option>
    ${options.map(([code, words_]) => html`<option key=${code} value=${code} selected=${code === value}>${words_}</option>`)}</select></label>`;

const list = (it, read, query) => (it.lines.length ? html`<div>
    <div class="tray-head" aria-hidden="true"><span>事项</span><span>状态</span><span>期限</span><span>地区</span><span>金额</span></div>
    <ul class="rows tray" aria-label="待办事项">${it.lines.map(line)}</ul>
    ${it.cursor ? press("再看一些", () => read(PAGE, it.cursor), { plain: true, busy: it.busy }) : html`<p class="quiet">共 ${it.lines.length} 件，已全部列出。</p>`}
  </div>` : nothing(query.all ? "这里没有未办结的事项" : "现在没有轮到您办的事项"));

const line = (one) => html`
  <li class="row" key=${one.pillar + one.entity + one.entity_id}>
    <a href=${`#/case/${one.pillar}/${one.entity}/${encodeURIComponent(one.entity_id)}`}>
      <span class="row-words"><strong>${one.person_name ? `${one.person_name}　` : ""}${one.title}</strong><span class="quiet">${label("pillar", one.pillar)} · ${kindName(one)}${one.data.step ? ` · ${one.data.step}` : ""}</span></span>
      ${state(one.state, one.state_label)}
      <span class=${`due-${nearness(one.due_on)}`}>${one.due_on ? due(one.due_on) : html`<span class="quiet">无期限</span>`}</span>
      <span class="where">${areaName(one.area)}</span>
      <span class="money">${one.amount ? yuan(one.amount) : ""}</span>
      ${icon("right")}
    </a></li>`;
