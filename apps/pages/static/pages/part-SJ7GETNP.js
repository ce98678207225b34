import{a,b}from"./part-ZXRT4V7E.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-SZXSLSLN.js";export{b as findUnsentMarks,a as getRegisterSync};
