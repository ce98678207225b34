import{j as a,k as b}from"./part-NPN4NJIB.js";import"./part-KPTTNSSU.js";import"./part-CGK5BTJC.js";export{b as findUnsentMarks,a as getRegisterSync};
