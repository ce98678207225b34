import{j as a,k as b}from"./part-VIKXQXGI.js";import"./part-KPTTNSSU.js";import"./part-PZ7QNHBA.js";export{b as findUnsentMarks,a as getRegisterSync};
