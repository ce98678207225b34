import{a,b}from"./part-IBGNPANL.js";import"./part-ABSS5WQQ.js";import"./part-CO5NKJKF.js";import"./part-BJC656MG.js";export{a as Figures,b as useChart};
