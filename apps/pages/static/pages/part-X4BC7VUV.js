import{a,b}from"./part-MUDHSCUO.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-ZJIOX3OZ.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
