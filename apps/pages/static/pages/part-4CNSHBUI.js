import{a,b}from"./part-CF3SJX7M.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-ZFLYZZCX.js";export{b as findUnsentMarks,a as getRegisterSync};
