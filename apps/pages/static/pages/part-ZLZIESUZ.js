import{a,b}from"./part-YNF3RUJ6.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-LC72EOXY.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
