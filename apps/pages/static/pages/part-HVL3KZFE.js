import{j as a,k as b}from"./part-YXJVZCPN.js";import"./part-KPTTNSSU.js";import"./part-KE57HJ2K.js";export{b as findUnsentMarks,a as getRegisterSync};
