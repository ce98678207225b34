import{a,b}from"./part-QDEUCWAP.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
