import{a,b}from"./part-WUUFHRAC.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-GODQFT43.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
