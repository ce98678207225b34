import{a}from"./part-C54RBA52.js";import"./part-RGPI33LC.js";import"./part-HHFZCYAC.js";import"./part-FE3GZKQG.js";import"./part-FPPTP4DW.js";import"./part-STXV6PDY.js";export{a as Excuses};
