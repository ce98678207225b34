import{a,b}from"./part-GRTR4MMP.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-6EU2NTGL.js";export{b as findUnsentMarks,a as getRegisterSync};
