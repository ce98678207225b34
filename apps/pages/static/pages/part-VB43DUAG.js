import{a,b}from"./part-II5AU3AM.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-CONF7NS3.js";export{b as findUnsentMarks,a as getRegisterSync};
