import{a}from"./part-B6WNATRA.js";import"./part-NL2LEDJI.js";import"./part-6CC6KPBR.js";import"./part-IWZ2EOFH.js";import"./part-HRXH425L.js";import"./part-PCBL6BFD.js";export{a as Excuses};
