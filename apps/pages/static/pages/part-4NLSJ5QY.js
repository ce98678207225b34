import{a,b}from"./part-AOLGLZTL.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-HLTYPTNK.js";export{b as findUnsentMarks,a as getRegisterSync};
