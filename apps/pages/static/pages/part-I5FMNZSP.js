import{a,b}from"./part-PUAKY5OQ.js";import"./part-DFD4TPSR.js";import"./part-J5YHKJRL.js";import"./part-XZQKVLZX.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
