import{a,b}from"./part-4LE4P2QS.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-NZTZ5GDJ.js";export{b as findUnsentMarks,a as getRegisterSync};
