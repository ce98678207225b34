import{a,b}from"./part-74LUAASC.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
