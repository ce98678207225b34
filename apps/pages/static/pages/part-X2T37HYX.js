import{a}from"./part-ODDZOSPU.js";import"./part-TTSM6TNG.js";import"./part-IDFYB3B7.js";import"./part-FEJ5G6VT.js";import"./part-SJWVXDEP.js";export{a as Excuses};
