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
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  home: "M3 11.500 12 4l9 7.500M5.500 10v10h13V10M10 20v-5.500h4V20",
  apps: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.500 2h-15zM10 21.500h4",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4.500 3.500-7 8-7s8 2.500 8 7",
  search: "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13M15.500 15.500 21 21",
  notice: "M4 10v5h3l7 4V6l-7 4zM17.500 9.500a4 4 0 0 1 0 6",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  star: "M12 3.500l2.600 5.400 5.900.8-4.300 4.100 1 5.900L12 16.900l-5.200 2.800 1-5.900L3.500 9.700l5.900-.8z",
  shield: "M12 3l8 3v6c0 5-3.500 8-8 9.500C7.500 20 4 17 4 12V6zM8.500 12l2.500 2.500 4.500-5",
  lock: "M6 11h12v10H6zM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11M12 15v2.500",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5.500l3.500 2",
};

export const icon = (name) => h("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, [h("path", { d: PATHS[name] })]);
