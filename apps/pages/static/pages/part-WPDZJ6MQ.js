import{j as a,k as b}from"./part-NMNO6ZEM.js";import"./part-KPTTNSSU.js";import"./part-QLXS5THS.js";export{b as findUnsentMarks,a as getRegisterSync};
