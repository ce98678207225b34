import{a,b}from"./part-ATKFKKLY.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-MCGWG6FT.js";export{b as findUnsentMarks,a as getRegisterSync};
