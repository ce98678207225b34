import{a,b}from"./part-H7SMLRLD.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-Z5NLRQE6.js";export{b as findUnsentMarks,a as getRegisterSync};
