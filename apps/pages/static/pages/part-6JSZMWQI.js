import{a,b}from"./part-BNJTJXXX.js";import"./part-UJ7IZVUE.js";import"./part-ZBD2EGWC.js";import"./part-GODQFT43.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
