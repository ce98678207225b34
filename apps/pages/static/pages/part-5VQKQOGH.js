import{j as a,k as b}from"./part-QSKZEQBN.js";import"./part-KPTTNSSU.js";import"./part-LAUE6MYQ.js";export{b as findUnsentMarks,a as getRegisterSync};
