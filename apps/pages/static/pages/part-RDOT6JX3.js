import{a,b}from"./part-5X5BXWFV.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
