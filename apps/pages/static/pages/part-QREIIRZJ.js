import{a,b}from"./part-COEQSLDK.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-JJQXO4BH.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
