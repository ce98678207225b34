import{a,b}from"./part-KC6XXG76.js";import"./part-YUS2SS2S.js";import"./part-T2QXYTH4.js";import"./part-HLTYPTNK.js";export{a as Figures,b as useChart};
