import{a,b}from"./part-N3RWB4WO.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-CPLSHFOC.js";export{b as findUnsentMarks,a as getRegisterSync};
