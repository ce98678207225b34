import{a,b}from"./part-KANWME2J.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-R3AQFDSL.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
