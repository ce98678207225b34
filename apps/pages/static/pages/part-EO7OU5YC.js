import{a}from"./part-SV3JIC26.js";import"./part-NCV77YYQ.js";import"./part-PDXZFECY.js";import"./part-TQ2JGHV7.js";import"./part-FWL6VWHF.js";export{a as Excuses};
