// The pages' own line icons; they only accompany words, so readers of the screen pass over them.

const { h } = window.Vue;
const PATHS = {
  certificate: "M4 5h16v11H4zM8 9h8M8 12h5M15 16v5l-2-1.5L11 21v-5",
  "gold-coin-o": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 7.5 12 12l3.5-4.5M12 12v5M9 12h6M9 14.5h6",
  "shop-o": "M4 10v10h16V10M3 10l2-6h14l2 6zM10 20v-6h4v6",
  "calendar-o": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
  "balance-list-o": "M5 3h14v18H5zM9 8h6M9 12h6M9 16h3",
  "friends-o": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-4 3-6 6.500-6s6.500 2 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2.200.8 3.500 2.700 3.500 5.500",
  passed: "M4 12.500 9.500 18 20 6.500",
  cross: "M12 4v10M12 18.500v.5",
  "question-o": "M8.500 8.500a3.500 3.500 0 1 1 5.500 3c-1.300.9-2 1.500-2 3M12 18.500v.5",
  minus: "M6 12h12",
  "records-o": "M5 3h14v18H5zM9 8h6M9 12h6",
};

export const icon = (name) => h("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, [h("path", { d: PATHS[name] })]);
