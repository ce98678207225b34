import{a,b}from"./part-VYN2L2KS.js";import"./part-POJOCQJK.js";import"./part-AWB4NPQ6.js";import"./part-H47Z4M4E.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
