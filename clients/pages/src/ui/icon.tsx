/** Pictures of our own, drawn in the colour of the text beside them. */

const PATHS = {
  home: "M3 11.5 12 4l9 7.5M5.5 10v9.5h13V10M10 19.5v-5h4v5",
  coins:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17m0 4.2 1.3 2.7 3 .4-2.2 2.1.5 3-2.6-1.4-2.6 1.4.5-3-2.2-2.1 3-.4z",
  payments: "M3 7h18v11H3zM3 10.5h18M6.5 14.5h4",
  messages: "M5 17.5V11a7 7 0 0 1 14 0v6.5l1.5 1.5h-17zM10 21h4",
  microphone: "M12 3.5a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0v-5a3 3 0 0 0-3-3M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  write: "M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19zM13.500 7l3.500 3.500",
  pause: "M8 5v14M16 5v14",
  play: "M7 4.5 19 12 7 19.5z",
  stop: "M6 6h12v12H6z",
  send: "M4 12 20 4l-5 16-3.5-6.5zM20 4l-8.5 9.5",
  warning: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3",
  good: "m4.5 12.5 5 5 10-11",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2",
  flame: "M12 3c1 4 5 5.5 5 10.5a5 5 0 0 1-10 0c0-2 1-3.5 2-4.5 0 2 1 3 2 3 1.5 0 2-3-.5-6 .5-1.5 1-2 1.5-3",
  away: "M3 8.500a14 14 0 0 1 18 0M6.5 12.500a9 9 0 0 1 11 0M10 16.300a4 4 0 0 1 4 0M12 19.500v.3M4 3l16 18",
  absence: "M4 6h16v14H4zM4 10h16M8 3.5v4M16 3.5v4M9.5 13l5 5M14.5 13l-5 5",
  eye: "M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6M12 9.300a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4",
  groups:
    "M9 4.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4M3 19.5a6 6 0 0 1 12 0M16 5a3 3 0 0 1 0 5.8M17.5 14a6 6 0 0 1 3.5 5.5",
  door: "M6 20.5V4h12v16.5M3 20.5h18M14.5 12v.8",
  figures: "M4 20V10M10 20V4M16 20v-8M21 20H3",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 6.5h16M4 12h16M4 17.500h16",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.500 15.500 20.500 20.500",
  calendar: "M4 6h16v14H4zM4 10h16M8 3.500v4M16 3.500v4",
  cash: "M3 6.500h18v11H3zM12 9.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M6 9.500v.2M18 14.300v.2",
  pupil: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20.500a7.5 7.5 0 0 1 15 0",
  shop: "M4 8.500h16l-1.500 11h-13zM8.500 8.500a3.5 3.5 0 0 1 7 0",
  centre: "M4 20.500V9l8-5 8 5v11.500zM9.500 20.500v-6h5v6",
  send_all: "M4 9.500v5h3l8 4.500v-14l-8 4.500zM18.500 9a4 4 0 0 1 0 6",
  plus: "M12 5v14M5 12h14",
  print: "M7 8.500v-5h10v5M7 17.500H4v-9h16v9h-3M7 14.500h10v6H7z",
  up: "M6 14.500 12 8.500l6 6",
  columns: "M4 5h16v14H4zM10 5v14M15 5v14",
  download: "M12 4v11M7.500 10.500 12 15l4.500-4.500M4.500 19.500h15",
  star: "m12 4 2.400 5.200 5.600.600-4.200 3.800 1.200 5.600-5-2.900-5 2.900 1.200-5.600L4 9.800l5.600-.600z",
  help: "M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M9.500 9.600a2.5 2.5 0 1 1 3.700 2.200c-.800.500-1.200 1-1.200 1.900M12 16.700v.300",
  down: "M6 9.500 12 15.500l6-6",
};

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
