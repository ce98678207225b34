import{a,b}from"./part-LXER2H3P.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-P4SWHGWI.js";export{b as findUnsentMarks,a as getRegisterSync};
