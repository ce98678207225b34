import{a}from"./part-IASNHY5V.js";import"./part-IPYQ364A.js";import"./part-5APZHQK6.js";import"./part-3P5FXIB7.js";export{a as PushQuestion};
