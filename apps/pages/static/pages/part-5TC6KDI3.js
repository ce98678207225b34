import{a,b}from"./part-3SSFQPUI.js";import"./part-S5INWM7N.js";import"./part-7Z32U547.js";import"./part-AN3AVNYK.js";export{a as Figures,b as useChart};
