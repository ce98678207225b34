import{a,b}from"./part-DUCVRPJ7.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
