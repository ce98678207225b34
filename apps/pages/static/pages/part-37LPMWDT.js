import{a,b}from"./part-DOXUEMVP.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-HNKCOGC6.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
