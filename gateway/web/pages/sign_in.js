// Signing in with a demonstration account; whoever wanted another page comes back to it.

import { signIn } from "./api.js";
import { entered, sends, useForm } from "./form.js";
import { go, html } from "./parts.js";

export default {
  title: "登录",
  setup() {
    const form = useForm({ account: "citizen-li" }, ({ account }) => signIn(account.trim()).catch(explained), () => {
      if (location.hash.startsWith("#/sign-in") || !location.hash) location.hash = "#/me";
    });
    return () => html`
      <div>
        <h1>登录</h1>
        <form class="card" onSubmit=${form.submit}>
          <p class="known">演示环境不需要密码：任何以 citizen- 开头的账号都是一位创业者。</p>
          ${entered(form, "account", "演示账号", { autocomplete: "username" })}
          ${sends(form, "登录")}
        </form>
        <div class="acts">${go("工作人员：去经办工作台", "/desk", { plain: true })}</div>
      </div>`;
  },
};

function explained(problem) {
  if (problem.code === "no_such_address") throw new Error("这里不能用演示账号登录");
  throw problem;
}
