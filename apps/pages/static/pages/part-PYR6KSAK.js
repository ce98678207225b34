import{a}from"./part-GHUD5YI4.js";import"./part-KTWBO4JE.js";import"./part-RR3QNSFR.js";import"./part-P4SWHGWI.js";export{a as PushQuestion};
