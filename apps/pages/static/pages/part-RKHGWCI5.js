import{a,b}from"./part-HPT2DYOZ.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-JXE6MJYZ.js";export{b as findUnsentMarks,a as getRegisterSync};
