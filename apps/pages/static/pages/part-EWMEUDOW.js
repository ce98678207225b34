import{a,b}from"./part-JIISMICD.js";import"./part-DNK4TTB4.js";import"./part-NJPJY46J.js";import"./part-VRPGTCOM.js";export{a as Figures,b as useChart};
