// A form that was begun is kept on the server, so that it can be ended later or on another device.

import { call } from "./api.js";
import { html, press } from "./parts.js";

const { onMounted, onUnmounted, ref, watch } = window.Vue;
const AFTER_MS = 1200;

// `preset` are values that the way here chose; they stand before what was kept. `left_out` is never kept.
export function useDraft(form, title, { preset = {}, left_out = [] } = {}) {
  const it = { kept: null, told: ref(""), found: ref(false) };
  let touched = false;
  const empty = { ...form.values };
  let timer = null;
  const content = () => Object.fromEntries(Object.entries(form.values).filter(([name]) => !left_out.includes(name)));
  const save = async () => {
    try {
      it.kept = it.kept ? await call(`/me/drafts/${it.kept.draft_id}`, { method: "PUT", body: { title, content: content(), version: it.kept.version } })
        : await call("/me/drafts", { method: "POST", body: { title, content: content() } });
      it.told.value = "草稿已自动保存";
    } catch (problem) {
      it.told.value = problem.code === "version_changed" ? "这份草稿在别处改过，这里没有覆盖它" : "草稿没有存上，内容还在这一页";
    }
  };
  it.drop = async () => {
    clearTimeout(timer);
    stop();
    if (it.kept) await call(`/me/drafts/${it.kept.draft_id}`, { method: "DELETE" }).catch(() => null); // it only stays longer
    it.kept = null;
  };
  it.again = async () => { await it.drop(); Object.assign(form.values, empty); it.found.value = false; stop = begin(); };
  const begin = () => watch(form.values, () => { touched = true; clearTimeout(timer); timer = setTimeout(save, AFTER_MS); });
  let stop = begin();
  onMounted(async () => {
    it.kept = await newest(title);
    if (!it.kept || touched) return; // what somebody types now stands before what they typed once
    stop();
    Object.assign(form.values, it.kept.content, preset);
    it.found.value = true;
    stop = begin();
  });
  onUnmounted(() => { clearTimeout(timer); stop(); });
  return it;
}

async function newest(title) {
  try {
    const one = (await call("/me/drafts")).items.find((each) => each.title === title);
    return one ? await call(`/me/drafts/${one.draft_id}`) : null;
  } catch (problem) {
    return null; // without a draft the form is simply empty
  }
}

export const draftTold = (draft) => html`<div class="draft">${draft.found.value ? html`<p class="known">已接着上次填的内容。
  ${press("清空重填", draft.again, { plain: true })}</p>` : null}<p class="quiet" role="status">${draft.told.value}</p></div>`;
