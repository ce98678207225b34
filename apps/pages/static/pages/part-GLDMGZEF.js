import{a,b}from"./part-YOQZ3OQY.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-VN4GN3IV.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
