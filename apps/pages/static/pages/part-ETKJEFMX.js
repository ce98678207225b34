import{a,b}from"./part-PPO2NXZA.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-ZD5S3DSM.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
