import{j as a,k as b}from"./part-SO5O7PPT.js";import"./part-KPTTNSSU.js";import"./part-Z4VHTOY4.js";export{b as findUnsentMarks,a as getRegisterSync};
