import{a,b}from"./part-WQXS625F.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-TDBUAQYI.js";export{b as findUnsentMarks,a as getRegisterSync};
