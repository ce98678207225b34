import{a}from"./part-QQQKEO6Q.js";import"./part-D6HYH2U3.js";import"./part-5RDR4VQK.js";import"./part-GRSXXWJA.js";import"./part-BEAZOTNS.js";import"./part-3IP2PXEM.js";export{a as Excuses};
