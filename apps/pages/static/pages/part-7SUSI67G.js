import{a,b}from"./part-RGDDQBBV.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
