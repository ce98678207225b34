import{a,b}from"./part-Z5CTRLC2.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-SJWVXDEP.js";export{b as findUnsentMarks,a as getRegisterSync};
