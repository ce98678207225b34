import{a,b}from"./part-ZUOX7ZMU.js";import"./part-2S3STASM.js";import"./part-KPTTNSSU.js";import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
