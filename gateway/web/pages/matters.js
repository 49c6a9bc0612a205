// What can be applied for: what is asked, what is known already, how it goes on, and the clause; guide and form share it.

// Whom each document binds: elsewhere it is no ground for anything.
const HOLDS_IN = { "hunan-2024": "43", "xiangxi-2024": "4331", "chuxiong-2024": "5323", "liaoning-2023": "21", "jiaxing-2013": "3304" };

export const holdingIn = (code, cites) => cites.filter(([cite]) => code.startsWith(HOLDS_IN[cite.document]));

const H = (clause) => ({ document: "hunan-2024", clause });

export const MATTERS = {
  together: {
    title: "创业一件事", done: "已提交",
    why: "一张表，几件事一起办：入驻基地、贷款、补贴、活动，各走各的流程，互不等待。",
    asked: ["想一起办哪几件", "用哪个经营主体", "贷款的金额、期限和银行（要贷款时）"],
    papers: ["同一样材料只要一次；平台查得到的不要"],
    next: ["每件事各自立案，分别有进度和期限", "哪一件还差什么，会单独告诉您"],
    cites: [[H("二（五）1"), "创业服务专区一处受理五创政策和服务"]],
  },
  business: {
    title: "登记经营主体", done: "已登记",
    why: "执照、合作社、网店都可以。登记一次，培训、贷款、基地、补贴都能用。",
    asked: ["经营主体类型和名称", "统一社会信用代码；网店填平台和店铺编号", "登记日期和经营地"],
    papers: ["不用上传执照：登记号当场校验"],
    next: ["提交后当场登记", "补贴和贷款的条件自动重新核对"],
    cites: [[H("二（二）1"), "市场监管部门已登记的，不再要求提供营业执照"],
      [{ document: "xiangxi-2024", clause: "二（二）" }, "直播带货等网络商户也是创业者"]],
  },
  loan: {
    title: "申请创业担保贷款", done: "已提交",
    why: "个人、合伙或小微企业创业用款，全程网上办理。",
    asked: ["贷款种类、金额、期限", "用途", "经办银行", "用哪个经营主体申请"],
    papers: ["名册认得出的人员类别，不要证明", "平台登记过的经营主体，不要执照", "确实认不出的，提交后告诉您补哪几样"],
    next: ["资格核对（平台自动）", "反担保：够条件的免除，逐条写明依据", "担保机构担保，银行审批、签约、放款"],
    cites: [[H("二（二）1"), "大数据比对，减少材料"], [H("二（二）2"), "10 万元以下免反担保；见贷即担"]],
  },
  tenancy: {
    title: "申请入驻孵化基地", done: "已提交",
    why: "有工位、有服务，有空位就能申请。",
    asked: ["创业项目叫什么", "用哪个经营主体（还没有可以不填）"],
    papers: ["不用材料"],
    next: ["基地核对空位后答复", "没有空位时按先后候补", "入驻后可提服务请求，可申请免除贷款反担保"],
    cites: [[H("二（三）2"), "基地及时办理在孵实体的服务请求"], [{ document: "liaoning-2023", clause: "三（七）" }, "政府投资的场地优先安排重点群体"]],
  },
  claim: {
    title: "申领补贴", done: "已提交",
    why: "条件都满足时平台会主动告知，不用申请就能领取；也可以自己提出。",
    asked: ["用哪个经营主体", "收款账号（只存在账户里，银行代发时才用）"],
    papers: ["平台查得到的，一样也不要"],
    next: ["经办人员核实，审核人员审定", "公示，没有异议才付款", "到账后请您评价"],
    cites: [[H("二（三）3"), "凡补必进，不进不补：只有进了平台的才付"], [{ document: "liaoning-2023", clause: "三（五）" }, "直补快办"]],
  },
  course: {
    title: "参加创业培训",
    why: "合格后发证书，贷款、基地、补贴会自动跟上。",
    asked: ["没有要填的：实名登记过就可以报"],
    papers: ["带身份证到培训机构报到"],
    next: ["名额已满的列入候补，空出后自动递补", "上课签到、结业考核", "合格后证书自动进入“我的证书”"],
    cites: [[H("二（一）1"), "开班在省平台备案，计划到县"]],
  },
};
