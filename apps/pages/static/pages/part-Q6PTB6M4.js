import{a,b}from"./part-PPA2Z3VU.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
