import{a}from"./part-2FKUVGTR.js";import"./part-4YFE7EQT.js";import"./part-KWXPHQJP.js";import"./part-YHXU4PUY.js";import"./part-BL56FS6H.js";export{a as Excuses};
