import{j as a,k as b}from"./part-4R7FN6G7.js";import"./part-KPTTNSSU.js";import"./part-HRN4VVZC.js";export{b as findUnsentMarks,a as getRegisterSync};
