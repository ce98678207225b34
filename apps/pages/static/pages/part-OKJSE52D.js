import{a,b}from"./part-CW6NGLKD.js";import"./part-E5DT5QZC.js";import"./part-GXDVJ73I.js";import"./part-TDBUAQYI.js";export{a as Figures,b as useChart};
