import{a,b}from"./part-FTPW5CP5.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-XZQKVLZX.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
