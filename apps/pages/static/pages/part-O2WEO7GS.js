import{a,b}from"./part-4YHBAKQC.js";import"./part-JP2B65G6.js";import"./part-VDK7Y3K2.js";import"./part-SJWVXDEP.js";export{a as Figures,b as useChart};
