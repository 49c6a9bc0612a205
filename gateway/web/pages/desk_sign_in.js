// Staff sign in with account and password; where a demonstration runs, its accounts are offered too.

import { call, enter, signIn } from "./api.js";
import { AT_A_DESK } from "./desk_session.js";
import { entered, picked, sends, useForm } from "./form.js";
import { html } from "./parts.js";

const { onMounted, ref } = window.Vue;

export default {
  title: "登录",
  setup() {
    const demo = ref([]);
    const posts = ref([]);
    onMounted(async () => { demo.value = (await call("/dev/accounts").catch(() => ({ items: [] }))).items.filter((one) => AT_A_DESK.includes(one.role)); });
    const own = useForm({ account: "", password: "", appointment_id: "" }, (told) => withPassword(told, posts));
    const shown = useForm({ account: "" }, ({ account }) => signIn(account));
    return () => html`
      <div class="narrow">
        <h1>登录</h1>
        <form class="card" onSubmit=${own.submit}>
          ${entered(own, "account", "账号", { autocomplete: "username" })}
          ${entered(own, "password", "密码", { type: "password", autocomplete: "current-password" })}
          ${posts.value.length ? picked(own, "appointment_id", "以哪项任用登录", posts.value.map((one) => [one.appointment_id, `${one.role_label}（${one.area}）`])) : null}
          ${sends(own, "登录")}
        </form>
        ${demo.value.length ? html`<form class="card" onSubmit=${shown.submit}>
          <h2>演示账号</h2><p class="known">演示环境不需要密码。</p>
          ${picked(shown, "account", "以谁的身份查看", demo.value.map((one) => [one.account, one.label]))}
          ${sends(shown, "以演示账号登录")}
        </form>` : null}
      </div>`;
  },
};

// Whoever has several posts says which; the password is not kept.
async function withPassword({ account, password, appointment_id: post }, posts) {
  const body = { account: account.trim(), password, ...(post ? { appointment_id: post } : {}) };
  const told = await call("/sign-in", { method: "POST", body });
  if (told.appointments.length > 1 && !post) {
    posts.value = told.appointments;
    return;
  }
  const at = told.appointment;
  if (!AT_A_DESK.includes(at.role)) throw new Error(`${at.role_label}没有经办工作台，请使用接口或运维命令`);
  enter({ token: told.token, person: at.appointment_id, role: at.role, area: at.area, account: body.account });
}
