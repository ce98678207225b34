import{a,b}from"./part-RHTGDKXQ.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-2JGN72WH.js";export{b as findUnsentMarks,a as getRegisterSync};
