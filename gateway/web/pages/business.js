// Registering a business: by its unified credit code, or a shop on an online platform.

import { call } from "./api.js";
import { AreaChoice } from "./area_choice.js";
import { dictionaryOf } from "./choices.js";
import { draftTold, useDraft } from "./draft.js";
import { chosen, entered, picked, sends, useForm } from "./form.js";
import { MATTERS } from "./matters.js";
import { html, loaded, shown } from "./parts.js";
import { place } from "./place.js";

const SHOP = "online_shop";
const PLATFORMS = ["淘宝", "抖音", "快手", "拼多多", "微信小店", "其他"].map((name) => [name, name]);

export const Business = {
  props: { zone: Object, query: Object, onDone: Function },
  setup(props) {
    const it = loaded(async () => (await call("/clock")).business_time.slice(0, 10));
    const finish = async (answer) => { await draft.drop(); await props.onDone(answer); };
    const form = useForm({ kind: "self_employed", name: "", credit_code: "", platform: PLATFORMS[0][0], shop_number: "",
      address: "", registered_on: "" }, (told) => call("/businesses", { method: "POST", body: sent(told, props.zone) }), finish);
    const draft = useDraft(form, MATTERS.business.title);
    return () => shown(it, (today) => html`
      <form class="card" onSubmit=${form.submit}>
        ${draftTold(draft)}
        ${picked(form, "kind", "经营主体类型", dictionaryOf("zone.business"))}
        ${entered(form, "name", form.values.kind === SHOP ? "店铺名称" : "名称（与执照一致）", { maxlength: 100 })}
        ${form.values.kind === SHOP ? shop(form) : entered(form, "credit_code", "统一社会信用代码", {
    hint: "执照上的 18 位代码，填错会当场提示", maxlength: 18, autocapitalize: "characters" })}
        ${entered(form, "registered_on", "登记日期", { type: "date", max: today })}
        <${AreaChoice} legend="经营地" />
        ${entered(form, "address", "经营地址（可以不填）", { required: false, maxlength: 200, autocomplete: "street-address" })}
        ${sends(form, "登记经营主体")}
      </form>`);
  },
};

const shop = (form) => [chosen(form, "platform", "网络平台", PLATFORMS), entered(form, "shop_number", "店铺编号", { maxlength: 64 })];

function sent(told, zone) {
  const common = { person_id: zone.me.person_id, kind: told.kind, name: told.name.trim(), area: place.code,
    registered_on: told.registered_on, ...(told.address.trim() ? { address: told.address.trim() } : {}) };
  return told.kind === SHOP ? { ...common, platform: told.platform, shop_number: told.shop_number.trim() }
    : { ...common, credit_code: told.credit_code.trim().toUpperCase() };
}
