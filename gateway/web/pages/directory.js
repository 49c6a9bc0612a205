// The public directories with search; an activity can be signed up for.

import { call, label, session } from "./api.js";
import { entry, html, loaded, nothing, press, shown } from "./parts.js";
import { place } from "./place.js";

const { ref } = window.Vue;
const ORDER = ["policies", "courses", "financial-products", "spaces", "activities", "mentors"];

export const DirectoryPage = {
  props: { kind: String, query: Object },
  setup(props) {
    const words = ref(props.query.q || "");
    const told = ref("");
    const it = loaded(() => call(`/directories/${props.kind}?area=${place.code}${asked(words.value)}`));
    const search = (event) => { event.preventDefault(); it.reload(); };
    const signUp = async (one) => {
      try {
        await call(`/events/activities/${one.id}/registrations`, { method: "POST", body: {} });
        told.value = `已为您报名“${one.title}”`;
        await it.reload();
      } catch (error) { told.value = error.message; }
    };
    const act = (one) => (props.kind === "activities" && session.token ? press("报名", () => signUp(one)) : null);
    return () => html`
      <div>
        <h1>${label("zone.directory", props.kind)}</h1>
        <nav class="tabs" aria-label="目录">${ORDER.map((kind) => html`
          <a href=${`#/directory/${kind}`} aria-current=${kind === props.kind ? "page" : undefined}>${label("zone.directory", kind)}</a>`)}
        </nav>
        <form class="search" role="search" onSubmit=${search}>
          <input type="search" aria-label="在本目录中搜索" placeholder="输入关键词" value=${words.value}
            onInput=${(event) => { words.value = event.target.value; }} />
          ${press("搜索", undefined, { submit: true })}
        </form>
        <p class="quiet">适用地区：${place.name}</p>
        <p class="notice" role="status">${told.value}</p>
        ${shown(it, ({ items }) => (items.length
          ? html`<h2 class="unseen">条目</h2><ul class="plain-list">${items.map((one) => entry(one, act(one)))}</ul>`
          : nothing(words.value ? `没有找到含有“${words.value}”的内容` : "这个地区目前没有内容")))}
      </div>`;
  },
};

const asked = (text) => (text.trim() ? `&q=${encodeURIComponent(text.trim())}` : "");
