import{a,b}from"./part-SJ5LJ4HV.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-TK7LWOIC.js";export{b as findUnsentMarks,a as getRegisterSync};
