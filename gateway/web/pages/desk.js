// The shell of the desk: who is signed in for which area, the way between tray, other acts and cockpit.

import { label, learnWords, leave, session } from "./api.js";
import { areaName, signedIn } from "./desk_session.js";
import { failed, html, nothing, parsed, press, skip, waiting } from "./parts.js";

const { createApp, h, nextTick, onErrorCaptured, onMounted, ref, shallowRef, watch } = window.Vue;
const NAME = "经办工作台";
const PAGES = {
  "": () => import("./desk_tray.js"),
  tray: () => import("./desk_tray.js"),
  case: () => import("./desk_case.js"),
  more: () => import("./desk_more.js"),
  cockpit: () => import("./desk_cockpit.js"),
  figure: () => import("./desk_figure.js"),
  duties: () => import("./desk_duties.js"),
};
const PLACES = [["#/tray", "待办", ["", "tray", "case"]], ["#/more", "其他办理", ["more"]],
  ["#/cockpit", "驾驶舱", ["cockpit", "figure"]], ["#/duties", "义务清单", ["duties"]]];
const SIGN_IN = () => import("./desk_sign_in.js");

const Desk = {
  setup() {
    const at = ref(null);
    const page = shallowRef(null);
    const trouble = ref(null);
    const show = async () => {
      const wanted = parsed(location.hash);
      trouble.value = null;
      try {
        page.value = (await (signedIn() ? PAGES[wanted.name] || missing : SIGN_IN)()).default;
        at.value = { ...wanted, seated: signedIn() };
        document.title = `${page.value.title} · ${NAME}`;
      } catch (error) {
        trouble.value = new Error("暂时连不上平台：请检查网络后再试一次");
      }
    };
    const moved = async () => {
      const same = parsed(location.hash).name === at.value?.name && at.value?.name === "tray";
      await show();
      if (same) return; // a filter was changed: what was pressed keeps the focus
      window.scrollTo(0, 0);
      await nextTick();
      document.querySelector("main")?.focus({ preventScroll: true });
    };
    // A page that breaks says so instead of leaving an empty screen; the error still reaches the console.
    onErrorCaptured(() => { trouble.value = new Error("这一页没有显示出来，请刷新；仍然如此请联系运维人员"); });
    window.addEventListener("hashchange", moved);
    watch(() => session.token, show);
    onMounted(() => Promise.all([learnWords().catch(() => null), show()])); // without the words, codes are shown
    return () => html`
      <div class="shell desk">
        <a class="skip" href="#main" onClick=${skip}>跳到正文</a>
        ${head(at.value?.name)}
        <main id="main" tabindex="-1">${trouble.value ? failed(trouble.value, show)
    : at.value?.seated === signedIn() ? h(page.value, { key: keyOf(at.value), ...wantedBy(page.value, at.value) }) : waiting()}</main>
      </div>`;
  },
};

const missing = async () => ({ default: { title: "没有这个页面", render: () => html`<div><h1>没有这个页面</h1>${nothing("地址可能抄错了")}</div>` } });

const wantedBy = (page, at) => Object.fromEntries(Object.keys(page.props || {}).map((name) => [name, at[name]]));

// Pages that follow their own query stay; another case or figure is another page.
const keyOf = ({ name, rest, hash }) => (["", "tray", "cockpit", "duties"].includes(name) ? name : [name, ...rest, hash].join("/"));

const head = (name) => html`
  <header>
    <a class="brand" href="#/tray"><img src="/pages/mark.svg" alt="" width="28" height="28" /><span>${NAME}</span></a>
    ${signedIn() ? html`<div class="who"><span>${areaName(session.area)} · ${label("role", session.role)}</span>${press("退出", goHome, { plain: true })}</div>` : null}
  </header>
  ${signedIn() ? html`<nav class="desk-places" aria-label="主要页面">${PLACES.map(([to, words, names]) => html`
    <a key=${to} href=${to} aria-current=${names.includes(name) ? "page" : undefined}>${words}</a>`)}</nav>` : null}`;

async function goHome() {
  await leave();
  location.hash = "#/tray";
}

createApp(Desk).mount("#app");
