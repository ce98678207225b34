import{a,b}from"./part-UOI7F3ZM.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-6CO6UPSN.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
