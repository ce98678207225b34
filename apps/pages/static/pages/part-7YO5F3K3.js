import{a,b}from"./part-4APJSRCD.js";import"./part-2S3STASM.js";import"./part-KPTTNSSU.js";import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
