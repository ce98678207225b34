import{a,b}from"./part-E75Q5265.js";import"./part-XKS23EXN.js";import"./part-KPTTNSSU.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
