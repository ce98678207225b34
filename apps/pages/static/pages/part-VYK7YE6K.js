import{a,b}from"./part-Z6ZOSS6S.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-AN3AVNYK.js";export{b as findUnsentMarks,a as getRegisterSync};
